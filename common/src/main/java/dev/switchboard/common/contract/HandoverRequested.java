package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody wants a person to go on. Keyed by conversation. A request of the AI carries the epoch of the question
/// it gave up on and does nothing when that epoch has passed.
///
/// @param inReplyTo the message that could not be answered
/// @param detail the reason in a sentence for the agent
/// @param summary what the conversation is about, for the agent
public record HandoverRequested(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        Author.Kind by,
        Reason reason,
        String detail,
        @Nullable String summary,
        @Nullable UUID inReplyTo,
        @Nullable Long leaseEpoch)
        implements Fact {
    public static final String TOPIC = "handover.requested";

    public enum Reason {
        CUSTOMER_ASKED,
        NO_EVIDENCE,
        LOW_CONFIDENCE,
        MODEL_FAILED,
        NOT_TRANSCRIBED,
        NO_ANSWER_IN_TIME,
        AGENT_TOOK_OVER,
        @com.fasterxml.jackson.annotation.JsonEnumDefaultValue
        OTHER
    }

    @Override
    public String key() {
        return conversationId.toString();
    }
}
