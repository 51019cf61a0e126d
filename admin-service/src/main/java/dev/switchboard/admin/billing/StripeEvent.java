package dev.switchboard.admin.billing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What is read of an event of Stripe's; all else is ignored. A checkout names the account of a customer, in its
/// `client_reference_id`; so does `metadata.account_id` of a subscription.
@JsonNaming(SnakeCaseStrategy.class)
record StripeEvent(
        @Nullable String id,
        @Nullable String type,
        @Nullable Long created,
        @Nullable Data data) {
    private static final String ACCOUNT = "account_id";

    record Data(@Nullable Thing object) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Thing(
            @Nullable String id,
            @Nullable String customer,
            @Nullable String clientReferenceId,
            @Nullable Map<String, String> metadata,
            @Nullable String status,
            @Nullable Long created,
            @Nullable Long currentPeriodEnd,
            @Nullable Boolean cancelAtPeriodEnd,
            @Nullable Items items) {}

    record Items(@Nullable List<Item> data) {}

    /// @param currentPeriodEnd where newer versions of Stripe's API have it
    @JsonNaming(SnakeCaseStrategy.class)
    record Item(@Nullable Price price, @Nullable Long currentPeriodEnd) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Price(
            @Nullable String id,
            @Nullable String lookupKey,
            @Nullable String nickname) {}

    boolean isComplete() {
        return id != null && !id.isBlank() && id.length() <= 255 && type != null && created != null;
    }

    Instant at() {
        return Instant.ofEpochSecond(created == null ? 0 : created);
    }

    /// The customer that it is about, where it is of a type that counts.
    Optional<String> customer() {
        boolean counts = type != null
                && (type.equals("checkout.session.completed") || type.startsWith("customer.subscription."));
        return Optional.ofNullable(data)
                .map(Data::object)
                .map(Thing::customer)
                .filter(customer -> counts && !customer.isBlank() && customer.length() <= 255);
    }

    /// The account that the customer is said to be.
    @Nullable
    UUID account() {
        Thing thing = data == null ? null : data.object();
        if (thing == null) {
            return null;
        }
        String named = thing.metadata() == null ? null : thing.metadata().get(ACCOUNT);
        String said = named == null ? thing.clientReferenceId() : named;
        try {
            return said == null ? null : UUID.fromString(said);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// What it says of a subscription, where it says anything.
    @Nullable
    Subscription subscription() {
        Thing thing = data == null ? null : data.object();
        if (type == null || !type.startsWith("customer.subscription.") || thing == null || thing.id() == null) {
            return null;
        }
        boolean deleted = type.equals("customer.subscription.deleted");
        Item item = thing.items() == null
                        || thing.items().data() == null
                        || thing.items().data().isEmpty()
                ? null
                : thing.items().data().getFirst();
        Long end = item == null || item.currentPeriodEnd() == null ? thing.currentPeriodEnd() : item.currentPeriodEnd();
        return new Subscription(
                thing.id(),
                Instant.ofEpochSecond(thing.created() == null ? 0 : thing.created()),
                plan(item == null ? null : item.price()),
                thing.status() == null ? (deleted ? "canceled" : "unknown") : thing.status(),
                end == null ? null : Instant.ofEpochSecond(end),
                Boolean.TRUE.equals(thing.cancelAtPeriodEnd()),
                at(),
                type.equals("customer.subscription.created"),
                deleted);
    }

    /// As people call it, where they do.
    private static @Nullable String plan(@Nullable Price price) {
        if (price == null) {
            return null;
        }
        if (price.lookupKey() != null) {
            return price.lookupKey();
        }
        return price.nickname() == null ? price.id() : price.nickname();
    }
}
