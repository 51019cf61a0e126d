package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Attachment;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// An attachment in Netia's shape.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaFile(UUID id, String object, @Nullable String fileUrl, String contentType, String filename) {
    static NetiaFile of(Attachment file) {
        return new NetiaFile(file.id(), "file", file.url(), file.contentType(), file.name());
    }

    NetiaFile unaddressed() {
        return new NetiaFile(id, object, null, contentType, filename);
    }
}
