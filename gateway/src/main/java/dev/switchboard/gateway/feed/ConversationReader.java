package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Fact;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// Conversations as their owner shows them to the desk: Netia's basic JSON, with `seq` and `version`.
public final class ConversationReader {
    private final FeedClient client;
    private final FeedItem.Encoding<Fact, Mono<byte[]>> shared = this::read;

    ConversationReader(FeedClient client) {
        this.client = client;
    }

    /// @return fails with a `Problem` when there is no such conversation in the account
    public Mono<byte[]> netia(UUID accountId, UUID conversationId) {
        return client.conversation(accountId, conversationId);
    }

    /// The conversation that a fact tells of, read once for all who ask, after the fact.
    public Mono<byte[]> netia(FeedItem<?> item) {
        return item.as(shared);
    }

    private Mono<byte[]> read(Fact fact) {
        return client.conversation(fact.accountId(), UUID.fromString(fact.key()))
                .cache();
    }
}
