package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.conversation.attachment.StoredFile;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// An attachment in Netia's shape; `bytes` is ours.
///
/// @param fileUrl opens without a credential until it expires
@JsonNaming(SnakeCaseStrategy.class)
record NetiaFile(UUID id, String object, @Nullable String fileUrl, String contentType, String filename, long bytes) {
    static NetiaFile of(Attachment file) {
        return new NetiaFile(file.id(), "file", file.url(), file.contentType(), file.name(), file.bytes());
    }

    static NetiaFile of(StoredFile file, String link) {
        return new NetiaFile(file.id(), "file", link, file.contentType(), file.name(), file.bytes());
    }

    NetiaFile unaddressed() {
        return new NetiaFile(id, object, null, contentType, filename, bytes);
    }
}
