package dev.switchboard.conversation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.WireJson;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Keys and types of an answer, as a specification's example shows them.
public final class Shape {
    private Shape() {}

    /// Every key of the example is there with its type; more may be. What the example has as null may be anything, and
    /// an array with an element has elements of its shape.
    public static void assertHas(JsonNode answer, String example) {
        assertHas("$", answer, WireJson.MAPPER.readTree(example));
    }

    /// The keys of an answer with their types, in order, as one line.
    public static String of(JsonNode answer) {
        if (answer.isObject()) {
            TreeMap<String, String> fields = new TreeMap<>();
            answer.propertyStream().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + ":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return answer.isArray()
                ? answer.valueStream().map(Shape::of).distinct().toList().toString()
                : type(answer);
    }

    private static void assertHas(String path, JsonNode answer, JsonNode example) {
        assertThat(answer).as(path).isNotNull();
        if (example.isNull()) {
            return;
        }
        assertThat(type(answer)).as(path).isEqualTo(type(example));
        if (example.isObject()) {
            example.propertyStream()
                    .forEach(field ->
                            assertHas(path + "." + field.getKey(), answer.get(field.getKey()), field.getValue()));
        } else if (example.isArray() && !example.isEmpty()) {
            assertThat(answer).as(path).isNotEmpty();
            answer.valueStream().forEach(element -> assertHas(path + "[]", element, example.get(0)));
        }
    }

    private static String type(JsonNode node) {
        return node.isString() ? "text" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
