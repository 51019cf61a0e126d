package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A question with all that may help to answer it. Keyed by conversation. `leaseEpoch` is the question's own and
/// travels on to `reply.proposed`; nobody reads it again on the way.
///
/// @param history earlier turns, oldest first, at most 20
/// @param memories facts known of the customer, most important first
/// @param passages best first, at most 8
public record ContextAssembled(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        UUID questionId,
        String question,
        long leaseEpoch,
        Address address,
        UUID customerId,
        List<Turn> history,
        List<String> memories,
        List<Passage> passages)
        implements Fact {
    public static final String TOPIC = "context.assembled";

    public record Turn(Author.Kind author, String text) {}

    @Override
    public String key() {
        return conversationId.toString();
    }
}
