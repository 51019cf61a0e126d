package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Address;
import java.util.UUID;

/// Where a subscriber listens: at an address, whether or not its conversation exists yet, or in a conversation.
public sealed interface Place {
    UUID accountId();

    record At(UUID accountId, Address address) implements Place {}

    record In(UUID accountId, UUID conversationId) implements Place {}
}
