package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;

/// Something that happened, told once on a topic. `eventId` is a UUIDv7 and the key of every consumer's
/// idempotence; `occurredAt` is the teller's clock and never decides an order.
public interface Fact {
    UUID eventId();

    UUID accountId();

    Instant occurredAt();

    /// The Kafka record key: facts with one key keep their order.
    String key();
}
