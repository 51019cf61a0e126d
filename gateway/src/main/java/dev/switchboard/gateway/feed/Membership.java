package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Address;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// Whose a conversation is: to know both ids is the capability of a client without a token.
public final class Membership {
    private final FeedClient client;

    Membership(FeedClient client) {
        this.client = client;
    }

    public record Member(UUID accountId, Address address, UUID conversationId, UUID customerId) {}

    /// @return fails with a `Problem` of kind `NOT_FOUND` when the conversation is not the customer's
    public Mono<Member> of(UUID conversationId, UUID customerId) {
        return client.member(conversationId, customerId);
    }
}
