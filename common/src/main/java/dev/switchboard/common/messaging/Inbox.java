package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Fact;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Remembers which facts a consumer has taken, in the transaction of their effect: a fact delivered twice has one.
class Inbox {
    private final DatabaseClient database;

    Inbox(DatabaseClient database) {
        this.database = database;
    }

    /// The facts of the batch that this consumer sees for the first time, in their order. Runs in the caller's
    /// transaction.
    <T extends Fact> Mono<List<Received<T>>> unseen(String consumer, List<Received<T>> batch) {
        UUID[] ids = batch.stream().map(r -> r.fact().eventId()).distinct().toArray(UUID[]::new);
        return database.sql("""
                        INSERT INTO inbox (consumer, event_id) SELECT $1, * FROM unnest($2::uuid[])
                        ON CONFLICT DO NOTHING RETURNING event_id
                        """)
                .bind(0, consumer)
                .bind(1, ids)
                .mapValue(UUID.class)
                .all()
                .collect(HashSet<UUID>::new, Set::add)
                .map(fresh -> batch.stream()
                        .filter(r -> fresh.remove(r.fact().eventId()))
                        .toList());
    }

    Mono<Long> forgetBefore(Instant instant) {
        return database.sql("DELETE FROM inbox WHERE received_at < $1")
                .bind(0, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }
}
