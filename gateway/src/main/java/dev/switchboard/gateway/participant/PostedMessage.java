package dev.switchboard.gateway.participant;

import java.time.Instant;
import java.util.UUID;

/// An agent's message is recorded.
///
/// @param netia the message as Netia's JSON object, as conversation-service answered it
public record PostedMessage(UUID messageId, UUID conversationId, long seq, Instant createdAt, byte[] netia) {}
