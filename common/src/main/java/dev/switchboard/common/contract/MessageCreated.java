package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message is recorded. Keyed by conversation; `seq` is gap-free in it, `version` orders it among all facts of
/// the conversation, `owner` and `leaseEpoch` are those of the moment it was recorded.
///
/// @param body plain text or Markdown, at most 64 KB; never logged
/// @param deduplicationKey the sender's own id of the message, where it had one
/// @param inReplyTo the message an answer answers
/// @param customer what was known of the customer, where it wrote itself
/// @param transcript what a voice message says; never in the fact as it is first told, which nobody has listened to,
///     only where a recorded message is read again
public record MessageCreated(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        UUID messageId,
        long seq,
        long version,
        Owner owner,
        long leaseEpoch,
        Address address,
        UUID customerId,
        Author author,
        Kind kind,
        String body,
        List<Attachment> attachments,
        List<Source> sources,
        @Nullable String deduplicationKey,
        @Nullable UUID inReplyTo,
        @Nullable Instant sentAt,
        Map<String, String> metadata,
        @Nullable Profile customer,
        @Nullable String transcript)
        implements Fact {
    public static final String TOPIC = "message.created";

    /// A `NOTE` is for colleagues only; a `HANDOVER` is the sentence that tells the customer of a hand-over.
    public enum Kind {
        REPLY,
        NOTE,
        HANDOVER
    }

    @Override
    public String key() {
        return conversationId.toString();
    }

    /// Something spoken without a word written: it is a question only once its transcript is known.
    public boolean spoken() {
        return body.isBlank() && attachments.stream().anyMatch(Attachment::audible);
    }

    public boolean visibleToCustomer() {
        return kind != Kind.NOTE;
    }
}
