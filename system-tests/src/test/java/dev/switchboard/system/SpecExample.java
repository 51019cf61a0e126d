package dev.switchboard.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A request of one of the four source APIs, as their documents show it, with what they say comes of it. `${…}` stands
/// for what differs from installation to installation, and for the ids that earlier examples have kept.
///
/// @param as whose credential goes along: nobody, agent, admin, server, page, or a variable's value
/// @param signed the variable that holds the secret of an HMAC over the body, and the header that carries it
/// @param answer the shape: all of its keys, each with a value of the same type; null for any value
/// @param equal pointers into the answer, each with the value that stands there
/// @param filled pointers to lists that are not empty
/// @param keep variables, each with the pointer to its value in the answer
record SpecExample(
        String name,
        String as,
        String method,
        String path,
        @Nullable Map<String, String> headers,
        @Nullable JsonNode body,
        @Nullable Signed signed,
        int status,
        @Nullable JsonNode answer,
        @Nullable String text,
        @Nullable Map<String, JsonNode> equal,
        @Nullable List<String> filled,
        @Nullable Map<String, String> keep) {
    private static final JsonMapper JSON = JsonMapper.shared();

    record Signed(String header, String secret) {}

    /// In the order in which they are sent.
    static List<SpecExample> of(String dialect) {
        try (InputStream file = SpecExample.class.getResourceAsStream("/spec/" + dialect + ".json")) {
            return List.of(JSON.readValue(file, SpecExample[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
