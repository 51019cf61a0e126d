package dev.switchboard.gateway.web;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Services write their constants in lower case; their parts tell them as Java names them.
final class WireNames {
    private WireNames() {}

    static void apply(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                if (object.get("enum") instanceof ArrayNode constants) {
                    lower(constants);
                }
                object.values().forEach(WireNames::apply);
            }
            case ArrayNode array -> array.values().forEach(WireNames::apply);
            default -> {}
        }
    }

    private static void lower(ArrayNode constants) {
        for (int i = 0; i < constants.size(); i++) {
            String name = constants.get(i).asString("");
            if (name.matches("[A-Z][A-Z0-9_]*")) {
                constants.set(i, name.toLowerCase(Locale.ROOT));
            }
        }
    }
}
