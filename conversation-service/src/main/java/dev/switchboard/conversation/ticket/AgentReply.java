package dev.switchboard.conversation.ticket;

import java.time.Instant;
import java.util.UUID;

/// What an agent said last to a ticket's customer.
public record AgentReply(UUID messageId, Instant at, String body) {}
