package dev.switchboard.gateway.web;

import tools.jackson.databind.node.ObjectNode;

/// What a service says of its own routes.
sealed interface Part {
    String service();

    /// @param document OpenAPI
    record Told(String service, ObjectNode document) implements Part {}

    /// The service does not answer, or not so that it can be read.
    record Missing(String service) implements Part {}
}
