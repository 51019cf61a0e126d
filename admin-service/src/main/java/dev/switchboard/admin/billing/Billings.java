package dev.switchboard.admin.billing;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// What is known of Stripe's customers, and which events have been taken.
@Repository
class Billings {
    /// Stripe repeats an event for three days.
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String COLUMNS = """
            SELECT b.customer, b.account_id, b.linked_at, b.subscription, b.begun_at, b.plan, b.status,
                   b.current_period_end, b.cancel_at_period_end, b.as_of, b.deleted
            FROM billing b
            """;

    private final DatabaseClient database;

    Billings(DatabaseClient database) {
        this.database = database;
    }

    /// Whether the event is a new one, in the running transaction.
    Mono<Boolean> take(String eventId, Instant now) {
        return database.sql("DELETE FROM billing_event WHERE received_at < $1")
                .bind(0, utc(now.minus(KEPT)))
                .then()
                .then(database.sql("INSERT INTO billing_event (id, received_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                        .bind(0, eventId)
                        .bind(1, utc(now))
                        .fetch()
                        .rowsUpdated())
                .map(rows -> rows == 1);
    }

    /// Whether there is such an account: an event may name one of another installation.
    Mono<Boolean> exists(UUID accountId) {
        return database.sql("SELECT EXISTS (SELECT 1 FROM account WHERE id = $1)")
                .bind(0, accountId)
                .mapValue(Boolean.class)
                .one();
    }

    /// Locked for the running transaction, and made where it is new.
    Mono<Billing> locked(String customer) {
        return database.sql("INSERT INTO billing (customer) VALUES ($1) ON CONFLICT DO NOTHING")
                .bind(0, customer)
                .then()
                .then(database.sql(COLUMNS + " WHERE b.customer = $1 FOR UPDATE")
                        .bind(0, customer)
                        .map(Billings::read)
                        .one());
    }

    Mono<Void> update(Billing billing) {
        Subscription subscription = billing.subscription();
        return database.sql("""
                        UPDATE billing SET account_id = $2, linked_at = $3, subscription = $4, begun_at = $5, plan = $6,
                            status = $7, current_period_end = $8, cancel_at_period_end = $9, as_of = $10, deleted = $11
                        WHERE customer = $1
                        """)
                .bind(0, billing.customer())
                .bind(1, Parameter.fromOrEmpty(billing.accountId(), UUID.class))
                .bind(2, time(billing.linkedAt()))
                .bind(3, Parameter.fromOrEmpty(subscription == null ? null : subscription.id(), String.class))
                .bind(4, time(subscription == null ? null : subscription.begunAt()))
                .bind(5, Parameter.fromOrEmpty(subscription == null ? null : subscription.plan(), String.class))
                .bind(6, Parameter.fromOrEmpty(subscription == null ? null : subscription.status(), String.class))
                .bind(7, time(subscription == null ? null : subscription.currentPeriodEnd()))
                .bind(8, subscription != null && subscription.cancelAtPeriodEnd())
                .bind(9, time(subscription == null ? null : subscription.asOf()))
                .bind(10, subscription != null && subscription.deleted())
                .then();
    }

    /// The account's newest customer with a subscription.
    Mono<Billing> ofAccount(UUID accountId) {
        return database.sql(
                        COLUMNS + " WHERE b.account_id = $1 ORDER BY b.begun_at DESC NULLS LAST, b.customer LIMIT 1")
                .bind(0, accountId)
                .map(Billings::read)
                .one();
    }

    private static Parameter time(@Nullable Instant at) {
        return Parameter.fromOrEmpty(at == null ? null : utc(at), OffsetDateTime.class);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Billing read(Readable row) {
        String id = row.get("subscription", String.class);
        Subscription subscription = id == null
                ? null
                : new Subscription(
                        id,
                        Objects.requireNonNull(row.get("begun_at", Instant.class)),
                        row.get("plan", String.class),
                        Objects.requireNonNull(row.get("status", String.class)),
                        row.get("current_period_end", Instant.class),
                        Boolean.TRUE.equals(row.get("cancel_at_period_end", Boolean.class)),
                        Objects.requireNonNull(row.get("as_of", Instant.class)),
                        false,
                        Boolean.TRUE.equals(row.get("deleted", Boolean.class)));
        return new Billing(
                Objects.requireNonNull(row.get("customer", String.class)),
                row.get("account_id", UUID.class),
                row.get("linked_at", Instant.class),
                subscription);
    }
}
