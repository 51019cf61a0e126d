package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.PublicAddress;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message on its way out, or a part of it.
///
/// @param conversationId absent until a message that was sent directly is recorded, and so is `messageId`
/// @param part counted from 0
/// @param file an `Attachment`, JSON, its address as conversation-service gave it
/// @param files all of a message that goes in one piece, JSON
/// @param automatic no person wrote it
/// @param attempts made before this one
/// @param round how often somebody has had it sent again
record Job(
        UUID id,
        UUID accountId,
        UUID inboxId,
        @Nullable UUID conversationId,
        @Nullable UUID messageId,
        int part,
        int parts,
        String channel,
        String recipient,
        @Nullable String thread,
        String body,
        @Nullable String file,
        @Nullable String files,
        boolean automatic,
        int attempts,
        int round,
        @Nullable String providerMessageId,
        String traceparent) {
    static final String COLUMNS = """
             id, account_id, inbox_id, conversation_id, message_id, part, parts, channel, recipient, thread, body, file,
             files, automatic, attempts, round, provider_message_id, traceparent
            """;

    Outbound outbound(PublicAddress address) {
        Attachment kept = file == null ? null : WireJson.read(file, Attachment.class);
        if (kept == null || kept.url() == null) {
            return new Outbound(id, recipient, thread, body, kept, whole());
        }
        Attachment absolute =
                new Attachment(kept.id(), kept.name(), kept.contentType(), kept.bytes(), address.of(kept.url()));
        return new Outbound(id, recipient, thread, body, absolute, whole());
    }

    private Outbound.Whole whole() {
        List<Attachment> all = files == null ? List.of() : List.of(WireJson.read(files, Attachment[].class));
        return new Outbound.Whole(accountId, inboxId, all, automatic);
    }

    /// A message is as far as its last part.
    boolean last() {
        return part == parts - 1;
    }

    /// Nothing as long as the message has no place in a conversation.
    Optional<DeliveryUpdated> updated(DeliveryUpdated.Status status, @Nullable String reason, Instant now) {
        return conversationId == null || messageId == null
                ? Optional.empty()
                : Optional.of(new DeliveryUpdated(
                        Ids.next(),
                        accountId,
                        conversationId,
                        now,
                        messageId,
                        status,
                        providerMessageId,
                        reason,
                        round));
    }

    @Override
    public String toString() {
        return "Job[id=" + id + ", messageId=" + messageId + "]";
    }
}
