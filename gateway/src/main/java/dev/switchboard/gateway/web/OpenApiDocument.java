package dev.switchboard.gateway.web;

import dev.switchboard.common.contract.WireJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
