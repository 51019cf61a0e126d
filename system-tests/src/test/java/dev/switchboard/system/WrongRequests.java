package dev.switchboard.system;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Requests that nobody should send, made of the description of an operation.
///
/// @param foreign an id that another tenant has
record WrongRequests(DescribedOperation operation, String foreign) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String UNKNOWN = "0199d3a0-dead-7000-8000-00000000dead";
    private static final List<String> IDS = List.of(
            "garbage", "-1", "0", "99999999999999999999", "tkt_", "cust_ÿ", "😀", "' OR 1=1 --", "x".repeat(300));
    private static final List<String> VALUES = List.of(
            "garbage",
            "-1",
            "0",
            "2147483648",
            "99999999999999999999",
            "NaN",
            "2026-13-45",
            "2026-01-02T03:04:05Z",
            UNKNOWN,
            "a\u0000b",
            "😀",
            "%",
            "",
            "x".repeat(3000));
    private static final List<String> WRONG = List.of(
            "12345",
            "\"text\"",
            "\"\"",
            "{\"a\":1}",
            "[null]",
            "null",
            "true",
            "-1e308",
            "\"a\\u0000b\"",
            "\"\\ud800\"");

    /// @param body null for none
    record Wrong(String method, String target, @Nullable String body) {
        @Override
        public String toString() {
            String text = body == null ? "" : " " + body;
            return method + " " + (target + text).substring(0, Math.min(400, target.length() + text.length()));
        }
    }

    /// The same request for an id that nobody has and for one that another tenant has.
    List<Wrong> alike() {
        return Stream.of(UNKNOWN, foreign).map(id -> request(id, "", sample())).toList();
    }

    List<Wrong> all() {
        List<Wrong> all = new ArrayList<>();
        if (operation.path().contains("{")) {
            IDS.forEach(id -> all.add(request(encoded(id), "", sample())));
        }
        for (String parameter : operation.parameters("query")) {
            VALUES.forEach(value -> all.add(request(UNKNOWN, "?" + parameter + "=" + encoded(value), sample())));
        }
        if (operation.takesJson()) {
            bodies().forEach(body -> all.add(request(UNKNOWN, "", body)));
        }
        return all;
    }

    private @Nullable String sample() {
        return operation.takesJson() ? operation.sample().toString() : null;
    }

    private Wrong request(String id, String query, @Nullable String body) {
        return new Wrong(operation.method(), operation.path().replaceAll("\\{[^}]+}", id) + query, body);
    }

    private Stream<String> bodies() {
        List<String> bodies = new ArrayList<>(List.of(
                "",
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"a\":",
                "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
                "[".repeat(20_000),
                operation.sample().toString()));
        JsonNode sample = operation.sample();
        fields(sample, "", bodies, sample);
        return bodies.stream();
    }

    /// Each field in its turn with each wrong value, the others as they should be.
    private static void fields(JsonNode node, String at, List<String> bodies, JsonNode whole) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            for (String wrong : WRONG) {
                JsonNode copy = whole.deepCopy();
                ((ObjectNode) copy.at(at)).set(field.getKey(), JSON.readTree(wrong));
                // a lone surrogate is written as it was read
                bodies.add(copy.toString().replace("\ud800", "\\ud800"));
            }
            if (field.getValue().isObject()) {
                fields(field.getValue(), at + "/" + field.getKey(), bodies, whole);
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
