package dev.switchboard.conversation.attachment;

import dev.switchboard.common.contract.Attachment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file whose bytes are in the blob store under its id.
///
/// @param contentType what the bytes say
/// @param uploadedBy null for what came by a channel
/// @param attached whether a message holds it
public record StoredFile(
        UUID accountId,
        UUID id,
        String name,
        String contentType,
        long bytes,
        @Nullable String uploadedBy,
        boolean attached,
        Instant createdAt) {
    public Attachment asAttachment() {
        return new Attachment(id, name, contentType, bytes, null);
    }

    /// Whether a browser may show it where it stands; everything else is saved.
    public boolean isPicture() {
        return switch (contentType) {
            case "image/png", "image/jpeg", "image/gif", "image/webp" -> true;
            default -> false;
        };
    }
}
