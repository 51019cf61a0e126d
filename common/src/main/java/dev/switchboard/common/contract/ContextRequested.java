package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody at the desk wants help with a conversation, whoever owns it: what is known of it is asked for, and told as
/// `context.supplied`. Keyed by conversation.
///
/// @param question what is looked up in the knowledge base; null for what the customer said last
public record ContextRequested(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        @Nullable String question) implements Fact {
    public static final String TOPIC = "context.requested";

    @Override
    public String key() {
        return conversationId.toString();
    }
}
