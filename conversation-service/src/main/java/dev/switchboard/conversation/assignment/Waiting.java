package dev.switchboard.conversation.assignment;

import java.time.Instant;
import java.util.UUID;

/// A conversation in the queue for which nobody was found.
///
/// @param lookAt when somebody is looked for again
record Waiting(UUID accountId, UUID conversationId, Instant since, Instant lookAt, String reason) {}
