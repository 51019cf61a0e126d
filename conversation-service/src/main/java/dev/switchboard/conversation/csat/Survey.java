package dev.switchboard.conversation.csat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer is asked what it thought of a conversation. Whoever knows the token may answer, once.
///
/// @param agentId who had the conversation when it was closed
/// @param offeredAt null until the customer is asked
/// @param score 1 to 5; null until the customer has answered
public record Survey(
        UUID accountId,
        UUID id,
        UUID conversationId,
        String token,
        @Nullable UUID inboxId,
        @Nullable UUID agentId,
        @Nullable String question,
        @Nullable Integer score,
        @Nullable String comment,
        Instant createdAt,
        @Nullable Instant offeredAt,
        @Nullable Instant answeredAt) {}
