package dev.switchboard.gateway;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What goes over the wire when missed messages are read.
final class FakeFeed {
    private FakeFeed() {}

    record Request(List<Reader> wanted, int limit) {}

    record Reader(
            UUID accountId,
            @Nullable UUID conversationId,
            @Nullable Address address,
            @Nullable Instant since,
            @Nullable Long after) {}

    record Page(
            @Nullable UUID conversationId,
            long lastSeq,
            long version,
            @Nullable String owner,
            long leaseEpoch,
            boolean recovered,
            List<MessageCreated> messages) {}
}
