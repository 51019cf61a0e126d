package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.UUID;

/// A customer became known, changed, was merged or erased. Keyed by customer.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = CustomerUpdated.Unknown.class)
public sealed interface CustomerUpdated extends Fact {
    String TOPIC = "customer.updated";

    UUID customerId();

    @Override
    default String key() {
        return customerId().toString();
    }

    @JsonTypeName("customer.created.v1")
    record Created(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt, Profile profile)
            implements CustomerUpdated {}

    @JsonTypeName("customer.changed.v1")
    record Changed(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt, Profile profile)
            implements CustomerUpdated {}

    /// `customerId` lives on in `intoId`.
    @JsonTypeName("customer.merged.v1")
    record Merged(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt, UUID intoId)
            implements CustomerUpdated {}

    /// Every service removes what it keeps of this customer and answers with `erasure.completed`.
    @JsonTypeName("customer.erased.v1")
    record Erased(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt) implements CustomerUpdated {}

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt) implements CustomerUpdated {}
}
