package dev.switchboard.common.contract;

import dev.switchboard.common.contract.ContextAssembled.Turn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is known of a conversation, for whoever asked for it. Nothing is answered to the customer because of it. Keyed
/// by conversation.
///
/// @param requestId the event id of the request
/// @param question what was looked up; empty where the customer has said nothing
/// @param history the latest turns, oldest first, at most 50; none where the account has no such conversation
/// @param passages best first, at most 8
public record ContextSupplied(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        UUID requestId,
        String question,
        List<Turn> history,
        List<Passage> passages)
        implements Fact {
    public static final String TOPIC = "context.supplied";

    @Override
    public String key() {
        return conversationId.toString();
    }
}
