package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a client's frame, in the array form of serializer 2.0.0 or the object form of 1.0.0.
final class FrameReader {
    private static final int LONGEST_REF = 32;
    private static final int LONGEST_NAME = 200;

    private FrameReader() {}

    static Received array(String frame) {
        JsonNode json = json(frame);
        if (json == null || !json.isArray() || json.size() != 5) {
            return malformed(Ref.NONE, Ref.NONE, "the frame is not a JSON array of five");
        }
        return push(json.get(0), json.get(1), json.get(2), json.get(3), json.get(4));
    }

    static Received object(String frame) {
        JsonNode json = json(frame);
        if (json == null || !json.isObject()) {
            return malformed(Ref.NONE, Ref.NONE, "the frame is not a JSON object");
        }
        return push(
                json.path("join_ref"),
                json.path("ref"),
                json.path("topic"),
                json.path("event"),
                json.has("payload") ? json.get("payload") : WireJson.MAPPER.createObjectNode());
    }

    private static Received push(JsonNode joined, JsonNode number, JsonNode topic, JsonNode event, JsonNode payload) {
        Ref joinRef = ref(joined);
        Ref ref = ref(number);
        if (joinRef == null || ref == null) {
            return malformed(Ref.NONE, Ref.NONE, "a ref is neither a short string nor a number nor null");
        }
        if (!isName(topic)) {
            return malformed(joinRef, ref, "the topic is not a string of at most " + LONGEST_NAME + " characters");
        }
        String name = topic.asString();
        if (!isName(event)) {
            return new Received.Malformed(
                    joinRef, ref, name, "the event is not a string of at most " + LONGEST_NAME + " characters");
        }
        return payload instanceof ObjectNode fields
                ? new Received.Push(joinRef, ref, name, event.asString(), new Payload(fields))
                : new Received.Malformed(joinRef, ref, name, "the payload is not a JSON object");
    }

    private static boolean isName(JsonNode name) {
        return name.isString() && name.asString().length() <= LONGEST_NAME;
    }

    private static @Nullable Ref ref(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Ref.NONE;
        }
        if (!value.isString() && !value.isIntegralNumber()) {
            return null;
        }
        String json = WireJson.MAPPER.writeValueAsString(value);
        return json.length() <= LONGEST_REF ? new Ref(json) : null;
    }

    private static Received malformed(Ref joinRef, Ref ref, String why) {
        return new Received.Malformed(joinRef, ref, Serializer.SOCKET, why);
    }

    private static @Nullable JsonNode json(String frame) {
        try {
            return WireJson.MAPPER.readTree(frame);
        } catch (JacksonException _) {
            return null;
        }
    }
}
