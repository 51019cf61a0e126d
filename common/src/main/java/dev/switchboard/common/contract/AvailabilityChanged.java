package dev.switchboard.common.contract;

import dev.switchboard.common.contract.PresenceChanged.Availability;
import java.time.Instant;
import java.util.UUID;

/// What an agent has said last of whether it takes conversations. The topic is compacted by user: who reads it from
/// its beginning knows of everybody; who has never said anything is available.
public record AvailabilityChanged(
        UUID eventId, UUID accountId, UUID userId, Instant occurredAt, Availability availability) implements Fact {
    public static final String TOPIC = "availability.changed";

    @Override
    public String key() {
        return userId.toString();
    }
}
