package dev.switchboard.conversation.assignment;

import dev.switchboard.common.service.PeriodicTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// How many conversations of all accounts wait for a person, for how long, and how their waits ended.
@Component
class QueueMeters implements PeriodicTask {
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration[] WAITS = {
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final DatabaseClient database;
    private final MeterProvider<Timer> waits;
    private volatile Standing standing = new Standing(0, 0);

    QueueMeters(DatabaseClient database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("switchboard.queue.waiting", () -> standing.waiting())
                .description("Conversations that nobody was found for yet, counted up to 100000")
                .register(meters);
        TimeGauge.builder("switchboard.queue.oldest", () -> standing.oldest(), TimeUnit.SECONDS)
                .description("For how long the first conversation of the queue has waited")
                .register(meters);
        waits = Timer.builder("switchboard.queue.wait")
                .description(
                        "Waits in the queue that are over: somebody was offered the conversation, or took or closed it")
                .serviceLevelObjectives(WAITS)
                .withRegistry(meters);
        waits.withTag("outcome", "offered");
        waits.withTag("outcome", "taken");
    }

    private record Standing(long waiting, long oldest) {}

    void offered(Waiting wait, Instant at) {
        waits.withTag("outcome", "offered").record(Duration.between(wait.since(), at));
    }

    void taken(Waiting wait, Instant at) {
        waits.withTag("outcome", "taken").record(Duration.between(wait.since(), at));
    }

    @Override
    public Duration period() {
        return ROUND;
    }

    @Override
    public Mono<Void> round() {
        return database.sql("""
                        SELECT count(*) AS waiting,
                            coalesce(extract(epoch FROM now() - min(since))::bigint, 0) AS oldest
                        FROM (
                            SELECT w.since FROM waiting_conversation w
                            JOIN conversation c ON c.account_id = w.account_id AND c.id = w.conversation_id
                            WHERE c.owner = 'queue' AND c.assignee_id IS NULL AND c.closed_at IS NULL
                            LIMIT 100000) q
                        """)
                .mapProperties(Standing.class)
                .one()
                .doOnNext(found -> standing = found)
                .then();
    }
}
