package dev.switchboard.conversation.feed;

import dev.switchboard.common.contract.Address;
import dev.switchboard.conversation.conversation.Place;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose messages a reader wants, by conversation or by address, and from where on: after a `seq`, or, where it keeps
/// no count, after the moment it was there last. The moment goes before the `seq`.
record Wanted(
        @NotNull UUID accountId,
        @Nullable UUID conversationId,
        @Nullable Address address,
        @Nullable Instant since,
        @Nullable Long after) {
    @AssertTrue(message = "name either a conversation or an address")
    boolean isPlaced() {
        return (conversationId == null) != (address == null);
    }

    @Nullable
    Place place() {
        return address == null ? null : Place.of(accountId, address);
    }

    long afterOrNothing() {
        return after == null ? 0 : after;
    }
}
