package dev.switchboard.gateway.web;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Request bodies as the source APIs' clients send them.
///
/// @param bodies by method and path, `{}` for each variable
record Examples(JsonNode bodies) {
    void show(String method, String path, ObjectNode operation) {
        JsonNode body = bodies.path(method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}"));
        JsonNode json = operation.at("/requestBody/content/application~1json");
        if (!body.isMissingNode() && json instanceof ObjectNode described && !described.has("examples")) {
            described.set("example", body);
        }
    }
}
