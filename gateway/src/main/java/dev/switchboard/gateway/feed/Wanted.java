package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a reader asks conversation-service for: the messages of a conversation, named by its id or by its address,
/// after a `seq` or after a moment.
record Wanted(
        UUID accountId,
        @Nullable UUID conversationId,
        @Nullable Address address,
        @Nullable Instant since,
        @Nullable Long after) {
    static Wanted after(Place place, long seq) {
        return of(place, null, seq);
    }

    static Wanted since(Place place, Instant moment) {
        return of(place, moment, null);
    }

    private static Wanted of(Place place, @Nullable Instant since, @Nullable Long after) {
        return switch (place) {
            case Place.In(UUID account, UUID conversation) -> new Wanted(account, conversation, null, since, after);
            case Place.At(UUID account, Address address) -> new Wanted(account, null, address, since, after);
        };
    }
}
