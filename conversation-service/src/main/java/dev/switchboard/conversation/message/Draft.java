package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message before it has its place in a conversation.
///
/// @param customer what is known of the customer, where it writes itself
public record Draft(
        Author author,
        Kind kind,
        String body,
        List<Attachment> attachments,
        List<Source> sources,
        @Nullable DeduplicationKey key,
        @Nullable UUID inReplyTo,
        @Nullable Instant sentAt,
        Map<String, String> metadata,
        @Nullable Profile customer) {
    public static Draft of(Author author, Kind kind, String body) {
        return new Draft(author, kind, body, List.of(), List.of(), null, null, null, Map.of(), null);
    }

    public Draft with(List<Attachment> files) {
        return new Draft(author, kind, body, files, sources, key, inReplyTo, sentAt, metadata, customer);
    }

    public Draft under(@Nullable DeduplicationKey name) {
        return new Draft(author, kind, body, attachments, sources, name, inReplyTo, sentAt, metadata, customer);
    }
}
