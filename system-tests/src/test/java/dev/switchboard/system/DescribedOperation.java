package dev.switchboard.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// An operation as the OpenAPI document describes it.
public record DescribedOperation(JsonNode document, String method, String path, JsonNode operation) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final int DEEPEST = 5;

    public static List<DescribedOperation> all(JsonNode document) {
        List<DescribedOperation> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> new DescribedOperation(
                                document, operation.getKey().toUpperCase(), path.getKey(), operation.getValue()))
                        .forEach(all::add));
        return all;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    public List<String> parameters(String in) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals(in))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    public boolean takesJson() {
        return !schema().isMissingNode();
    }

    public boolean showsExample() {
        JsonNode json = json();
        return json.path("example").isObject() || !json.path("examples").isEmpty();
    }

    private JsonNode schema() {
        return json().path("schema");
    }

    private JsonNode json() {
        return operation.at("/requestBody/content/application~1json");
    }

    /// A body as clients send it where the document shows one, otherwise one of the right types.
    public JsonNode example() {
        JsonNode json = json();
        JsonNode named = json.path("examples").valueStream().findFirst().orElseGet(MissingNode::getInstance);
        JsonNode shown = json.has("example") ? json.path("example") : named.path("value");
        return shown.isObject() ? shown.deepCopy() : sample();
    }

    /// A body of the right types.
    public JsonNode sample() {
        return sample(schema(), 0);
    }

    private JsonNode sample(JsonNode described, int depth) {
        JsonNode schema = described.has("$ref")
                ? document.at(described.path("$ref").asString().substring(1))
                : described;
        if (schema.get("enum") instanceof ArrayNode constants && !constants.isEmpty()) {
            return constants.get(0);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" ->
                depth < DEEPEST
                        ? JSON.createArrayNode().add(sample(schema.path("items"), depth + 1))
                        : JSON.createArrayNode();
            case "integer" -> JsonNodeFactory.instance.numberNode(1);
            case "number" -> JsonNodeFactory.instance.numberNode(0.5);
            case "boolean" -> JsonNodeFactory.instance.booleanNode(true);
            default -> text(schema.path("format").asString(""));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.createObjectNode();
        if (depth < DEEPEST) {
            schema.path("properties")
                    .properties()
                    .forEach(property -> object.set(property.getKey(), sample(property.getValue(), depth + 1)));
        }
        return object;
    }

    private static JsonNode text(String format) {
        String text = switch (format) {
            case "uuid" -> UUID.randomUUID().toString();
            case "date-time" -> "2026-01-02T03:04:05.000Z";
            case "date" -> "2026-01-02";
            default -> "text";
        };
        return JsonNodeFactory.instance.stringNode(text);
    }

    /// OpenAPI 3.1 may name several, of which `null` is one.
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.valueStream()
                    .map(JsonNode::asString)
                    .filter(name -> !name.equals("null"))
                    .findFirst()
                    .orElse("string");
        }
        return type.asString(schema.has("properties") ? "object" : "string");
    }
}
