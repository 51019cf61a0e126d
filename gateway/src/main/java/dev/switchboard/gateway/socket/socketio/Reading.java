package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.WireJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// Reads a packet's JSON token by token.
@FunctionalInterface
interface Reading<T> {
    T read(JsonParser parser);

    /// @throws Malformed unless the text is one JSON value
    static <T> T whole(String json, Reading<T> reading) {
        try (JsonParser parser = WireJson.MAPPER.createParser(json)) {
            T value = reading.read(parser);
            if (parser.nextToken() != null) {
                throw new Malformed("more than one JSON value");
            }
            return value;
        } catch (JacksonException _) {
            throw new Malformed("invalid JSON");
        }
    }
}
