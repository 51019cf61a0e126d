package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The AI's answer, not yet recorded: conversation-service refuses it when the lease epoch is an old one.
///
/// @param confidence calibrated, 0 to 1
public record ReplyProposed(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        UUID inReplyTo,
        long leaseEpoch,
        String body,
        List<Source> sources,
        @Nullable String intent,
        double confidence,
        List<String> entities)
        implements Fact {
    public static final String TOPIC = "reply.proposed";

    @Override
    public String key() {
        return conversationId.toString();
    }
}
