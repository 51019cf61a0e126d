package dev.switchboard.channel.delivery;

import dev.switchboard.common.id.Ids;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which worker holds which message. A claim ends with its lease, so a killed worker's messages are taken up again;
/// but one that was being sent when its worker died may have arrived, so it is not sent again.
@Component
class Claims {
    private static final String CLAIM = """
            UPDATE delivery SET holder = $1, leased_until = now() + $2 * interval '1 millisecond'
            WHERE id IN (
                SELECT d.id FROM delivery d
                WHERE d.state = 'queued' AND d.due_at <= now() AND (d.leased_until IS NULL OR d.leased_until < now())
                  AND NOT EXISTS (
                      SELECT 1 FROM delivery e
                      WHERE e.conversation_id = d.conversation_id AND (e.seq, e.part) < (d.seq, d.part)
                        AND e.state IN ('queued', 'calling'))
                ORDER BY d.due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
              AND state = 'queued'
            RETURNING""" + Job.COLUMNS;

    private final DatabaseClient database;
    private final DeliverySettings settings;
    private final UUID holder = Ids.next();

    Claims(DatabaseClient database, DeliverySettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Messages that are due; of each conversation the first that is not on its way yet.
    Flux<Job> claim(int most) {
        return database.sql(CLAIM)
                .bind(0, holder)
                .bind(1, settings.lease().toMillis())
                .bind(2, most)
                .mapProperties(Job.class)
                .all();
    }

    /// The last thing before the provider is called. False when the claim has run out.
    Mono<Boolean> begin(Job job) {
        return database.sql("""
                        UPDATE delivery SET state = 'calling', updated_at = now(),
                            leased_until = now() + $3 * interval '1 millisecond'
                        WHERE id = $1 AND holder = $2 AND state = 'queued' AND leased_until > now()
                        """)
                .bind(0, job.id())
                .bind(1, holder)
                .bind(2, settings.lease().toMillis())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// What a worker was sending when it died.
    Mono<Long> loseExpired() {
        return database.sql("""
                        UPDATE delivery SET state = 'unknown', updated_at = now(), leased_until = NULL,
                            reason = 'The answer of the provider was lost'
                        WHERE state = 'calling' AND leased_until < now()
                        """).fetch().rowsUpdated();
    }

    Mono<Long> waiting() {
        return database.sql("SELECT count(*) FROM delivery WHERE state = 'queued'")
                .mapValue(Long.class)
                .one();
    }

    Mono<Long> forgetOld() {
        return database.sql("DELETE FROM delivery WHERE created_at < now() - $1 * interval '1 second'"
                        + " AND state NOT IN ('queued', 'calling', 'unknown')")
                .bind(0, settings.keep().toSeconds())
                .fetch()
                .rowsUpdated();
    }
}
