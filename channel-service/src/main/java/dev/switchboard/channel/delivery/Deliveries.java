package dev.switchboard.channel.delivery;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How far each message is. Whoever reports, the worker with an answer or the provider with a status, a message only
/// moves forward, and every move is told.
@Component
public class Deliveries {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Outbox outbox;
    private final DeliverySettings settings;
    private final Clock clock;

    Deliveries(
            DatabaseClient database,
            TransactionalOperator transaction,
            Outbox outbox,
            DeliverySettings settings,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /// The answer to an attempt.
    Mono<Void> settle(Job job, Delivery delivery) {
        Mono<Void> settled = switch (delivery) {
            case Delivery.Sent sent -> sent(job, sent);
            case Delivery.Failed failed -> failed(job, failed);
            case Delivery.Unknown unknown -> unknown(job, unknown.reason());
            case Delivery.Postponed postponed
            when isLast(job, postponed) ->
                failed(job, new Delivery.Failed(postponed.reason() + " (after " + settings.attempts() + " attempts)"));
            case Delivery.Postponed postponed -> postponed(job, postponed);
        };
        return settled.as(transaction::transactional);
    }

    private boolean isLast(Job job, Delivery.Postponed postponed) {
        return postponed.attempted() && job.attempts() + 1 >= settings.attempts();
    }

    /// A status of the provider, in the caller's transaction. One that comes late or for somebody else's message is
    /// dropped.
    public Mono<Void> advance(ProviderAccount account, StatusReport report) {
        return database.sql("""
                        UPDATE delivery SET state = $5, provider_message_id = coalesce(provider_message_id, $3),
                            reason = $6, advice = $8, leased_until = NULL, updated_at = now()
                        WHERE account_id = $1 AND inbox_id = $2 AND (id = $4 OR provider_message_id = $3)
                          AND state = ANY($7) RETURNING""" + Job.COLUMNS)
                .bind(0, account.accountId())
                .bind(1, account.inboxId())
                .bind(2, report.providerMessageId())
                .bind(3, Parameter.fromOrEmpty(report.deliveryId(), UUID.class))
                .bind(4, report.status().name().toLowerCase(Locale.ROOT))
                .bind(5, Parameter.fromOrEmpty(report.reason(), String.class))
                .bind(6, before(report.status()))
                .bind(7, Parameter.fromOrEmpty(report.advice(), String.class))
                .mapProperties(Job.class)
                .one()
                .flatMap(job -> tell(job, report.status(), report.told()));
    }

    /// The provider says it of all messages to somebody up to a moment, in the caller's transaction.
    public Mono<Void> advanceUpTo(ProviderAccount account, String recipient, Instant upTo, Status status) {
        return database.sql("""
                        UPDATE delivery SET state = $5, reason = NULL, leased_until = NULL, updated_at = now()
                        WHERE account_id = $1 AND inbox_id = $2 AND recipient = $3 AND created_at <= $4
                          AND state = ANY($6) RETURNING""" + Job.COLUMNS)
                .bind(0, account.accountId())
                .bind(1, account.inboxId())
                .bind(2, recipient)
                .bind(3, upTo)
                .bind(4, status.name().toLowerCase(Locale.ROOT))
                .bind(
                        5,
                        status == Status.READ
                                ? new String[] {"unknown", "unconfirmed", "sent", "delivered"}
                                : new String[] {"unknown", "unconfirmed", "sent"})
                .mapProperties(Job.class)
                .all()
                .collectList()
                .flatMapIterable(jobs -> jobs)
                .concatMap(job -> tell(job, status, null))
                .then();
    }

    /// A failure counts for less than a proven delivery, and for nothing after one.
    private static String[] before(Status status) {
        return switch (status) {
            case QUEUED -> new String[0];
            case SENT -> new String[] {"queued", "calling", "unknown", "unconfirmed"};
            case DELIVERED -> new String[] {"queued", "calling", "unknown", "unconfirmed", "failed", "sent"};
            case READ -> new String[] {"queued", "calling", "unknown", "unconfirmed", "failed", "sent", "delivered"};
            case FAILED -> new String[] {"queued", "calling", "unknown", "unconfirmed", "sent"};
        };
    }

    /// A status may have come before the answer; then only the provider's id is new.
    private Mono<Void> sent(Job job, Delivery.Sent sent) {
        return database.sql("UPDATE delivery SET provider_message_id = $2, request_id = $3 WHERE id = $1")
                .bind(0, job.id())
                .bind(1, sent.providerMessageId())
                .bind(2, Parameter.fromOrEmpty(sent.requestId(), String.class))
                .fetch()
                .rowsUpdated()
                .then(move(job, "sent", null))
                .flatMap(moved -> tell(moved, Status.SENT, null));
    }

    /// With one part of a message the rest of it has failed.
    private Mono<Void> failed(Job job, Delivery.Failed failed) {
        return move(job, "failed", failed.reason())
                .flatMap(moved -> database.sql("""
                        UPDATE delivery SET state = 'failed', reason = $3, advice = $4, updated_at = now()
                        WHERE id = $1 OR (message_id = $2 AND part > $5 AND state = 'queued')
                        """)
                        .bind(0, job.id())
                        .bind(1, Parameter.fromOrEmpty(job.messageId(), UUID.class))
                        .bind(2, failed.reason())
                        .bind(3, Parameter.fromOrEmpty(failed.advice(), String.class))
                        .bind(4, job.part())
                        .fetch()
                        .rowsUpdated()
                        .then(tell(moved, Status.FAILED, failed.told())));
    }

    /// A direct send that was certainly not taken leaves no trace: its key may be used again.
    Mono<Void> forget(Job job) {
        return database.sql("DELETE FROM delivery WHERE id = $1 AND state = 'calling'")
                .bind(0, job.id())
                .then();
    }

    private Mono<Void> unknown(Job job, String reason) {
        return move(job, "unknown", reason).then();
    }

    private Mono<Void> postponed(Job job, Delivery.Postponed postponed) {
        int attempt = postponed.attempted() ? job.attempts() + 1 : job.attempts();
        Duration after = postponed.after() == null ? settings.backoffAfter(attempt) : postponed.after();
        return database.sql("""
                        UPDATE delivery SET state = 'queued', reason = $2, attempts = $3, leased_until = NULL,
                            due_at = now() + $4 * interval '1 millisecond', updated_at = now()
                        WHERE id = $1 AND state = 'calling'
                        """)
                .bind(0, job.id())
                .bind(1, postponed.reason())
                .bind(2, attempt)
                .bind(3, after.toMillis())
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Mono<Job> move(Job job, String state, @Nullable String reason) {
        return database.sql("""
                        UPDATE delivery SET state = $2, reason = $3, leased_until = NULL, updated_at = now()
                        WHERE id = $1 AND state IN ('calling', 'unknown') RETURNING""" + Job.COLUMNS)
                .bind(0, job.id())
                .bind(1, state)
                .bind(2, Parameter.fromOrEmpty(reason, String.class))
                .mapProperties(Job.class)
                .one();
    }

    /// Gives up messages whose answer was lost and of which no status came.
    Mono<Void> giveUpUnconfirmed() {
        String reason = "The provider did not confirm the message; it may have arrived all the same";
        Flux<Job> given = database.sql("""
                        UPDATE delivery SET state = 'unconfirmed', reason = $2, updated_at = now()
                        WHERE state = 'unknown' AND updated_at < now() - $1 * interval '1 millisecond' RETURNING""" + Job.COLUMNS)
                .bind(0, settings.confirmation().toMillis())
                .bind(1, reason)
                .mapProperties(Job.class)
                .all();
        return given.collectList()
                .flatMapIterable(jobs -> jobs)
                .concatMap(job -> tell(job, Status.FAILED, reason))
                .then()
                .as(transaction::transactional);
    }

    /// In the trace of the message, whoever reports.
    private Mono<Void> tell(Job job, Status status, @Nullable String reason) {
        if (status != Status.FAILED && !job.last()) {
            return Mono.empty();
        }
        return job.updated(status, reason, clock.instant())
                .map(fact -> outbox.tellTraced(List.of(new Outbox.Traced(fact, job.traceparent()))))
                .orElseGet(Mono::empty);
    }
}
