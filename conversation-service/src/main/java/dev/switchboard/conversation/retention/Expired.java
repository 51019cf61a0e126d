package dev.switchboard.conversation.retention;

import java.util.UUID;

/// A conversation whose time is over.
record Expired(UUID accountId, UUID conversationId, UUID customerId, RetentionPolicy.Action action) {}
