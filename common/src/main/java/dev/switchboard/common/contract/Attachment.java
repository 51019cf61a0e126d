package dev.switchboard.common.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file beside a message. Events carry the reference, never the bytes.
///
/// @param id names the bytes in the blob store of the account
/// @param bytes size in bytes
/// @param url where the gateway serves it; absent while nothing does
public record Attachment(
        UUID id,
        String name,
        String contentType,
        long bytes,
        @Nullable String url) {
    public boolean audible() {
        return contentType.startsWith("audio/");
    }
}
