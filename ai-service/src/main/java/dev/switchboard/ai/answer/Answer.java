package dev.switchboard.ai.answer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was decided on a question, for later readers.
///
/// @param sessionId the channel's own thread, or the conversation where it has none
/// @param userId the customer's identity in the channel
/// @param reason why a person was asked; null where the bot answered
public record Answer(
        UUID id,
        UUID accountId,
        UUID conversationId,
        UUID questionId,
        String sessionId,
        String userId,
        String channel,
        String question,
        @Nullable String reason,
        @Nullable String body,
        @Nullable String intent,
        List<String> entities,
        double confidence,
        Instant createdAt) {}
