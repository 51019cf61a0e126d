package dev.switchboard.gateway.web;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Short names for the schemas of all parts. A service names them by class; two that would be called alike take the
/// service's name in front, then a number.
final class SchemaNames {
    private static final String REFERENCE = "#/components/schemas/";

    private final ObjectNode taken;

    SchemaNames(ObjectNode taken) {
        this.taken = taken;
    }

    /// Moves a part's schemas over, and lets its references follow.
    void adopt(String service, ObjectNode part) {
        JsonNode schemas = part.path("components").path("schemas");
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
            String name = free(service, schema.getKey());
            taken.putObject(name);
            names.put(schema.getKey(), name);
        }
        rename(part, names);
        for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
            taken.set(names.getOrDefault(schema.getKey(), schema.getKey()), schema.getValue());
        }
    }

    private String free(String service, String qualified) {
        String simple = simple(qualified);
        if (!taken.has(simple)) {
            return simple;
        }
        String named = Character.toUpperCase(service.charAt(0)) + service.substring(1) + simple;
        String name = named;
        for (int number = 2; taken.has(name); number++) {
            name = named + number;
        }
        return name;
    }

    /// `dev.switchboard.x.NetiaDataNetiaMessage` and `dev.switchboard.x.Outer$Inner` are called by their last word.
    private static String simple(String qualified) {
        int cut = Math.max(qualified.lastIndexOf('.'), qualified.lastIndexOf('$'));
        return qualified.substring(cut + 1).replaceAll("[^A-Za-z0-9_-]", "");
    }

    private static void rename(JsonNode node, Map<String, String> names) {
        switch (node) {
            case ObjectNode object -> {
                String reference = object.path("$ref").asString("");
                if (reference.startsWith(REFERENCE)) {
                    String name = reference.substring(REFERENCE.length());
                    object.put("$ref", REFERENCE + names.getOrDefault(name, name));
                }
                object.values().forEach(value -> rename(value, names));
            }
            case ArrayNode array -> array.values().forEach(value -> rename(value, names));
            default -> {}
        }
    }
}
