package dev.switchboard.admin.subscription.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.admin.subscription.EventType;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.Profile;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Customers. Of an erased one only the id is told.
public final class CustomerEvents {
    private CustomerEvents() {}

    public static Optional<Event> of(CustomerUpdated fact) {
        return switch (fact) {
            case CustomerUpdated.Created created -> event(EventType.CUSTOMER_CREATED, fact, created.profile(), null);
            case CustomerUpdated.Changed changed -> event(EventType.CUSTOMER_UPDATED, fact, changed.profile(), null);
            case CustomerUpdated.Merged merged -> event(EventType.CUSTOMER_MERGED, fact, null, merged.intoId());
            case CustomerUpdated.Erased _ -> event(EventType.CUSTOMER_ERASED, fact, null, null);
            case CustomerUpdated.Unmerged _, CustomerUpdated.ConversationsExpired _, CustomerUpdated.Unknown _ ->
                Optional.empty();
        };
    }

    private static Optional<Event> event(
            EventType type, CustomerUpdated fact, @Nullable Profile profile, @Nullable UUID into) {
        boolean personal = profile != null;
        return Optional.of(new Event(
                fact.accountId(),
                type,
                fact.customerId(),
                0,
                null,
                // what holds nothing of the person outlives the person's erasure
                personal ? fact.customerId() : null,
                null,
                fact.occurredAt(),
                NetiaCustomer.of(type, fact, profile, into),
                AmoiqCustomer.of(fact, profile, into)));
    }

    /// @param createdAt where it was created
    /// @param updatedAt where something happened to it since
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record NetiaCustomer(
            UUID id,
            String object,
            UUID accountId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String createdAt,
            @Nullable String updatedAt,
            @Nullable UUID mergedInto) {
        static NetiaCustomer of(EventType type, CustomerUpdated fact, @Nullable Profile profile, @Nullable UUID into) {
            Profile told = profile == null ? Profile.NOTHING : profile;
            String at = PayloadJson.time(fact.occurredAt());
            boolean created = type == EventType.CUSTOMER_CREATED;
            return new NetiaCustomer(
                    fact.customerId(),
                    "customer",
                    fact.accountId(),
                    told.name(),
                    told.email(),
                    told.phone(),
                    created ? at : null,
                    created ? null : at,
                    into);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record AmoiqCustomer(
            UUID customerId,
            UUID tenantId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable UUID mergedInto) {
        static AmoiqCustomer of(CustomerUpdated fact, @Nullable Profile profile, @Nullable UUID into) {
            Profile told = profile == null ? Profile.NOTHING : profile;
            return new AmoiqCustomer(
                    fact.customerId(), fact.accountId(), told.name(), told.email(), told.phone(), into);
        }
    }
}
