package dev.switchboard.common.contract;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /// The merge of `customerId` into `fromId` was undone: what was its own is its own again.
    @JsonTypeName("customer.unmerged.v1")
    record Unmerged(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt, UUID fromId)
            implements CustomerUpdated {}

    /// Every service removes what it keeps of this customer and answers with `erasure.completed`.
    ///
    /// @param conversationIds the customer's conversations, by which most services know it
    /// @param identities how channels know it
    @JsonTypeName("customer.erased.v1")
    record Erased(
            UUID eventId,
            UUID accountId,
            UUID customerId,
            Instant occurredAt,
            @Nullable List<UUID> conversationIds,
            @Nullable List<String> identities)
            implements CustomerUpdated {
        public Erased(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt) {
            this(eventId, accountId, customerId, occurredAt, null, null);
        }
    }

    /// The time for which an inbox keeps these conversations is over: every service removes what it keeps of them and
    /// answers with `erasure.completed`.
    @JsonTypeName("customer.conversations_expired.v1")
    record ConversationsExpired(
            UUID eventId, UUID accountId, UUID customerId, Instant occurredAt, List<UUID> conversationIds)
            implements CustomerUpdated {}

    /// A fact newer than this reader.
    record Unknown(UUID eventId, UUID accountId, UUID customerId, Instant occurredAt) implements CustomerUpdated {}
}
