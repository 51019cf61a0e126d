package dev.switchboard.conversation.conversation;

import java.util.UUID;

/// The bot wants to speak: an answer to `questionId` under the epoch in which it was asked.
public record BotClaim(UUID accountId, UUID conversationId, long epoch, UUID questionId) {}
