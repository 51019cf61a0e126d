package dev.switchboard.common.contract;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file beside a message. Events carry the reference, never the bytes.
///
/// @param bytes size in bytes
/// @param url where the gateway serves it; absent while it is still being fetched from a provider
public record Attachment(
        UUID id,
        String name,
        String contentType,
        long bytes,
        @Nullable String url) {}
