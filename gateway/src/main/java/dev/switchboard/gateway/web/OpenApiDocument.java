package dev.switchboard.gateway.web;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.secret.Digest;
import tools.jackson.databind.node.ObjectNode;

/// The document as it is sent.
///
/// @param tag changes with the document
/// @param whole no service's part is missing
record OpenApiDocument(byte[] json, String tag, boolean whole) {
    static OpenApiDocument of(ObjectNode document, boolean whole) {
        byte[] json = WireJson.MAPPER.writeValueAsBytes(document);
        return new OpenApiDocument(json, tagOf(json), whole);
    }

    static String tagOf(byte[] bytes) {
        return '"' + Digest.sha256(bytes).hex().substring(0, 24) + '"';
    }
}
