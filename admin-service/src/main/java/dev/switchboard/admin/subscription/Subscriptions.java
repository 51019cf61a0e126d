package dev.switchboard.admin.subscription;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SecretBox;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The subscriptions of all accounts.
@Repository
public class Subscriptions {
    private static final String COLUMNS =
            "id, account_id, url, event_types, format, inbox_id, state, verified_at, reason, created_at, updated_at";

    private final DatabaseClient database;
    private final SecretBox secrets;
    private final SubscriptionSettings settings;
    private final Clock clock;

    Subscriptions(DatabaseClient database, SecretBox secrets, SubscriptionSettings settings, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    /// Fails with `CONFLICT` when the account has as many as it may.
    @Transactional
    public Mono<Subscription> add(Subscription subscription, SigningSecret secret) {
        Mono<Long> alone = database.sql("SELECT pg_advisory_xact_lock(hashtextextended($1, 60))")
                .bind(0, subscription.accountId().toString())
                .fetch()
                .rowsUpdated();
        Mono<Long> inserted = database.sql("""
                        INSERT INTO event_subscription (id, account_id, url, event_types, format, state, verified_at,
                            reason, secret, created_at, updated_at, inbox_id)
                        SELECT $1, $2, $3, $4, $5, 'active', $6, $7, $8, $9, $9, $11
                        WHERE (SELECT count(*) FROM event_subscription WHERE account_id = $2) < $10
                        """)
                .bind(0, subscription.id())
                .bind(1, subscription.accountId())
                .bind(2, subscription.url())
                .bind(3, names(subscription.eventTypes()))
                .bind(4, subscription.format().wire())
                .bind(5, Parameter.fromOrEmpty(subscription.verifiedAt(), Instant.class))
                .bind(6, Parameter.fromOrEmpty(subscription.reason(), String.class))
                .bind(7, sealed(subscription.accountId(), subscription.id(), secret))
                .bind(8, subscription.createdAt())
                .bind(9, settings.most())
                .bind(10, Parameter.fromOrEmpty(subscription.inboxId(), UUID.class))
                .fetch()
                .rowsUpdated();
        return alone.then(inserted)
                .filter(rows -> rows == 1)
                .map(_ -> subscription)
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ProblemCode.CONFLICT, "The account has " + settings.most() + " event subscriptions")
                        .advise("Delete one that is not needed any more.")));
    }

    public Flux<Subscription> all(UUID accountId) {
        return database.sql("SELECT " + COLUMNS + " FROM event_subscription WHERE account_id = $1 ORDER BY id LIMIT $2")
                .bind(0, accountId)
                .bind(1, settings.most())
                .mapProperties(Row.class)
                .all()
                .map(Row::subscription);
    }

    /// Fails with `NOT_FOUND`.
    public Mono<Subscription> get(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM event_subscription WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .mapProperties(Row.class)
                .one()
                .map(Row::subscription)
                .switchIfEmpty(Mono.error(Subscriptions::notFound));
    }

    /// What may be changed, as it is in `changed`.
    Mono<Subscription> save(Subscription changed) {
        return database.sql("""
                        UPDATE event_subscription SET url = $3, event_types = $4, format = $5, verified_at = $6,
                            reason = $7, updated_at = $8
                        WHERE account_id = $1 AND id = $2 RETURNING
                        """ + COLUMNS)
                .bind(0, changed.accountId())
                .bind(1, changed.id())
                .bind(2, changed.url())
                .bind(3, names(changed.eventTypes()))
                .bind(4, changed.format().wire())
                .bind(5, Parameter.fromOrEmpty(changed.verifiedAt(), Instant.class))
                .bind(6, Parameter.fromOrEmpty(changed.reason(), String.class))
                .bind(7, clock.instant())
                .mapProperties(Row.class)
                .one()
                .map(Row::subscription)
                .switchIfEmpty(Mono.error(Subscriptions::notFound));
    }

    /// The address answered the challenge, or did not; it must still be the subscription's.
    Mono<Subscription> verified(Subscription asked, @Nullable Instant at, @Nullable String reason) {
        return database.sql("""
                        UPDATE event_subscription SET verified_at = coalesce($4, verified_at), updated_at = $5,
                            reason = CASE WHEN $4 IS NULL AND verified_at IS NULL THEN $6
                                          WHEN state = 'disabled' THEN reason END
                        WHERE account_id = $1 AND id = $2 AND url = $3 RETURNING
                        """ + COLUMNS)
                .bind(0, asked.accountId())
                .bind(1, asked.id())
                .bind(2, asked.url())
                .bind(3, Parameter.fromOrEmpty(at, Instant.class))
                .bind(4, clock.instant())
                .bind(5, Parameter.fromOrEmpty(reason, String.class))
                .mapProperties(Row.class)
                .one()
                .map(Row::subscription)
                .switchIfEmpty(Mono.error(Subscriptions::notFound));
    }

    public Mono<Subscription> pause(UUID accountId, UUID id) {
        return state(accountId, id, "state = 'paused'");
    }

    /// Whatever it was stopped by.
    public Mono<Subscription> resume(UUID accountId, UUID id) {
        return state(accountId, id, "state = 'active', reason = NULL, failing_since = NULL");
    }

    private Mono<Subscription> state(UUID accountId, UUID id, String change) {
        return database.sql("UPDATE event_subscription SET " + change
                        + ", updated_at = $3 WHERE account_id = $1 AND id = $2 RETURNING " + COLUMNS)
                .bind(0, accountId)
                .bind(1, id)
                .bind(2, clock.instant())
                .mapProperties(Row.class)
                .one()
                .map(Row::subscription)
                .switchIfEmpty(Mono.error(Subscriptions::notFound));
    }

    /// The secret until now signs too for a while; one that was replaced before does not any more.
    public Mono<SigningSecret> rotate(UUID accountId, UUID id) {
        SigningSecret fresh = SigningSecret.random();
        return database.sql("""
                        UPDATE event_subscription
                        SET previous_secret = secret, previous_until = $4, secret = $3, updated_at = $5
                        WHERE account_id = $1 AND id = $2
                        """)
                .bind(0, accountId)
                .bind(1, id)
                .bind(2, sealed(accountId, id, fresh))
                .bind(3, clock.instant().plus(settings.rotation()))
                .bind(4, clock.instant())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .map(_ -> fresh)
                .switchIfEmpty(Mono.error(Subscriptions::notFound));
    }

    /// With its deliveries and their log.
    public Mono<Void> delete(UUID accountId, UUID id) {
        return database.sql("DELETE FROM event_subscription WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(Subscriptions::notFound))
                .then();
    }

    private String sealed(UUID accountId, UUID id, SigningSecret secret) {
        return secrets.seal(secret.text(), SigningSecret.context(accountId, id));
    }

    private static String[] names(List<EventType> types) {
        return types.stream().map(type -> type.name(EventFormat.NETIA)).toArray(String[]::new);
    }

    private static Problem notFound() {
        return Problem.notFound("Event subscription");
    }

    private record Row(
            UUID id,
            UUID accountId,
            String url,
            String[] eventTypes,
            String format,
            @Nullable UUID inboxId,
            String state,
            @Nullable Instant verifiedAt,
            @Nullable String reason,
            Instant createdAt,
            Instant updatedAt) {
        Subscription subscription() {
            return new Subscription(
                    id,
                    accountId,
                    url,
                    Arrays.stream(eventTypes)
                            .flatMap(name -> EventType.named(name).stream())
                            .toList(),
                    EventFormat.of(format),
                    inboxId,
                    Subscription.State.valueOf(state.toUpperCase(Locale.ROOT)),
                    verifiedAt,
                    reason,
                    createdAt,
                    updatedAt);
        }
    }
}
