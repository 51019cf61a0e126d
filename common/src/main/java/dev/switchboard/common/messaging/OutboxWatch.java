package dev.switchboard.common.messaging;

import dev.switchboard.common.service.PeriodicTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// How much stands in the outbox, and for how long. Every replica looks for itself, so that it is known also where no
/// relay works; where the database does not answer, what it said last grows older.
final class OutboxWatch implements PeriodicTask {
    private static final Duration ROUND = Duration.ofSeconds(5);
    /// A long outage leaves more than anybody wants to count every round.
    private static final int MOST = 100_000;

    private final DatabaseClient database;
    private volatile long depth;
    /// The first row, and since when it is known to be the first; 0 where there is none.
    private volatile long first;
    private volatile long since;

    OutboxWatch(DatabaseClient database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("switchboard.outbox.depth", () -> depth)
                .description("Facts that wait for the brokers, counted up to 100000")
                .register(meters);
        TimeGauge.builder(
                        "switchboard.outbox.age",
                        () -> first == 0 ? 0 : System.nanoTime() - since,
                        TimeUnit.NANOSECONDS)
                .description("For how long the same fact has stood first in the outbox")
                .register(meters);
    }

    @Override
    public Duration period() {
        return ROUND;
    }

    @Override
    public Mono<Void> round() {
        return database.sql("""
                        SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT $1) o) AS depth,
                            coalesce((SELECT min(id) FROM outbox), 0) AS first
                        """)
                .bind(0, MOST)
                .mapProperties(Standing.class)
                .one()
                .doOnNext(this::note)
                .then();
    }

    private record Standing(long depth, long first) {}

    private void note(Standing standing) {
        depth = standing.depth();
        if (standing.first() != first) {
            since = System.nanoTime();
            first = standing.first();
        }
    }
}
