package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.WireJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The two forms of a frame. A client names its own in `vsn`; one that names none speaks the older.
enum Serializer {
    ARRAY {
        @Override
        Received read(String frame) {
            return FrameReader.array(frame);
        }

        @Override
        byte[] write(Ref joinRef, Ref ref, String topic, String event, byte[] payload) {
            return joined(
                    "[" + joinRef.json() + "," + ref.json() + "," + quoted(topic) + "," + quoted(event) + ",",
                    payload,
                    "]");
        }
    },
    OBJECT {
        @Override
        Received read(String frame) {
            return FrameReader.object(frame);
        }

        @Override
        byte[] write(Ref joinRef, Ref ref, String topic, String event, byte[] payload) {
            return joined(
                    "{\"topic\":" + quoted(topic) + ",\"event\":" + quoted(event) + ",\"ref\":" + ref.json()
                            + ",\"payload\":",
                    payload,
                    "}");
        }
    };

    /// The topic of the socket itself.
    static final String SOCKET = "phoenix";

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    abstract Received read(String frame);

    abstract byte[] write(Ref joinRef, Ref ref, String topic, String event, byte[] payload);

    /// @return null when the client wants a form that is not spoken here
    static @Nullable Serializer of(@Nullable String vsn) {
        return switch (vsn) {
            case null -> OBJECT;
            case "", "1.0.0" -> OBJECT;
            case "2.0.0" -> ARRAY;
            default -> null;
        };
    }

    byte[] reply(Ref joinRef, Ref ref, String topic, boolean ok, byte[] response) {
        byte[] payload = joined("{\"status\":\"" + (ok ? "ok" : "error") + "\",\"response\":", response, "}");
        return write(joinRef, ref, topic, "phx_reply", payload);
    }

    byte[] broadcast(String topic, String event, byte[] payload) {
        return write(Ref.NONE, Ref.NONE, topic, event, payload);
    }

    /// The server ends a join, or lets it be replaced by another.
    byte[] close(Ref joinRef, String topic) {
        return write(joinRef, joinRef, topic, "phx_close", NOTHING);
    }

    /// The client is to join again.
    byte[] error(Ref joinRef, String topic) {
        return write(joinRef, joinRef, topic, "phx_error", NOTHING);
    }

    private static String quoted(String text) {
        return WireJson.MAPPER.writeValueAsString(text);
    }

    private static byte[] joined(String before, byte[] json, String after) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(before.length() + json.length + after.length() + 16);
        frame.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        frame.writeBytes(json);
        frame.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return frame.toByteArray();
    }
}
