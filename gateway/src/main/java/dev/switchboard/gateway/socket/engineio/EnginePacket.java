package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.Frame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What travels between two engines. On the wire a text packet is a digit and its data; what the server sends is
/// written once, as the bytes of such a packet.
sealed interface EnginePacket {
    record Text(Type type, String data) implements EnginePacket {}

    record Binary(byte[] data) implements EnginePacket {}

    /// In the order of their digits.
    enum Type {
        OPEN,
        CLOSE,
        PING,
        PONG,
        MESSAGE,
        UPGRADE,
        NOOP;

        private static final Type[] ALL = values();

        Frame frame() {
            return frame("");
        }

        Frame frame(String data) {
            return Frame.text((ordinal() + data).getBytes(StandardCharsets.UTF_8));
        }
    }

    /// @return null for what is no packet
    static @Nullable Text text(String wire) {
        int digit = wire.isEmpty() ? -1 : wire.charAt(0) - '0';
        return digit < 0 || digit >= Type.ALL.length ? null : new Text(Type.ALL[digit], wire.substring(1));
    }
}
