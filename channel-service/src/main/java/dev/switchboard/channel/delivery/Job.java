package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message on its way out, or a part of it.
///
/// @param part counted from 0
/// @param attempts made before this one
record Job(
        UUID id,
        UUID accountId,
        UUID inboxId,
        UUID conversationId,
        UUID messageId,
        int part,
        int parts,
        String channel,
        String recipient,
        String body,
        int attempts,
        @Nullable String providerMessageId,
        String traceparent) {
    Outbound outbound() {
        return new Outbound(id, recipient, body);
    }

    /// A message is as far as its last part.
    boolean last() {
        return part == parts - 1;
    }

    DeliveryUpdated updated(DeliveryUpdated.Status status, @Nullable String reason, Instant now) {
        return new DeliveryUpdated(
                Ids.next(), accountId, conversationId, now, messageId, status, providerMessageId, reason);
    }

    @Override
    public String toString() {
        return "Job[id=" + id + ", messageId=" + messageId + "]";
    }
}
