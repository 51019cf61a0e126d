package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.admin.subscription.SubscriptionSettings;
import dev.switchboard.common.service.PeriodicTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Once a minute: stops subscriptions that fail for days, bounds what waits, forgets what is old.
@Component
class Tidy implements PeriodicTask {
    private static final Duration ROUND = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final Settle settle;
    private final Breakers breakers;
    private final SubscriptionSettings settings;
    private final DeliverySettings bounds;
    private final Clock clock;
    private final AtomicLong waiting = new AtomicLong();

    Tidy(
            DatabaseClient database,
            Settle settle,
            Breakers breakers,
            SubscriptionSettings settings,
            DeliverySettings bounds,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.settle = settle;
        this.breakers = breakers;
        this.settings = settings;
        this.bounds = bounds;
        this.clock = clock;
        Gauge.builder("switchboard.webhook.waiting", waiting, AtomicLong::get)
                .description("Webhooks that wait to be delivered, counted once a minute")
                .register(meters);
    }

    @Override
    public Duration period() {
        return ROUND;
    }

    @Override
    public Mono<Void> round() {
        return Mono.fromRunnable(breakers::forget)
                .then(disableFailing())
                .then(giveUpOld())
                .then(giveUpTooMany())
                .then(forget("delivered", settings.keep()))
                .then(forget("dead", settings.keepDead()))
                .then(count())
                .then();
    }

    private Mono<Void> disableFailing() {
        return database.sql("SELECT id FROM event_subscription WHERE state = 'active' AND failing_since < $1")
                .bind(0, ago(settings.failing()))
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapIterable(ids -> ids)
                .concatMap(id -> settle.disable(
                        id,
                        "No delivery has succeeded for " + settings.failing().toHours() + " hours"))
                .then();
    }

    /// Nobody has resumed the subscription.
    private Mono<Long> giveUpOld() {
        return database.sql("""
                        UPDATE webhook_delivery SET state = 'dead', reason = 'It has waited too long', settled_at = $2
                        WHERE state = 'waiting' AND created_at < $1
                        """)
                .bind(0, ago(settings.keepDead()))
                .bind(1, clock.instant())
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> giveUpTooMany() {
        return waiting.get() <= bounds.waiting()
                ? Mono.just(0L)
                : database.sql("""
                        UPDATE webhook_delivery SET state = 'dead', reason = 'Too many events were waiting',
                            settled_at = $2
                        WHERE state = 'waiting' AND id IN (
                            SELECT id FROM (
                                SELECT id, row_number() OVER (PARTITION BY subscription_id ORDER BY id DESC) AS place
                                FROM webhook_delivery WHERE state = 'waiting') w
                            WHERE place > $1)
                        """)
                        .bind(0, bounds.waiting())
                        .bind(1, clock.instant())
                        .fetch()
                        .rowsUpdated();
    }

    private Mono<Long> forget(String state, Duration after) {
        return database.sql("DELETE FROM webhook_delivery WHERE state = $1 AND state <> 'waiting' AND settled_at < $2")
                .bind(0, state)
                .bind(1, ago(after))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> count() {
        return database.sql("SELECT count(*) FROM webhook_delivery WHERE state = 'waiting'")
                .mapValue(Long.class)
                .one()
                .doOnNext(waiting::set);
    }

    private Instant ago(Duration time) {
        return clock.instant().minus(time);
    }
}
