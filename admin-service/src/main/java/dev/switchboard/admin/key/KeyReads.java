package dev.switchboard.admin.key;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How many bytes each key was given to read, by the hour.
@Component
class KeyReads {
    static final Duration KEPT = Duration.ofDays(14);
    /// Bytes of an hour that are nothing to speak of, whatever the habit: some ten thousand messages.
    private static final long LITTLE = 20_000_000;

    private static final int TIMES = 10;
    private static final Duration QUIET = Duration.ofDays(1);

    private final DatabaseClient database;

    KeyReads(DatabaseClient database) {
        this.database = database;
    }

    /// A key that has read more in this hour than ten times its busiest hour of two weeks.
    ///
    /// @param bytes of this hour
    /// @param usual of that one, 0 where there is none
    record Excess(UUID accountId, UUID keyId, String name, Instant hour, long bytes, long usual) {}

    /// Adds what gateways tell, in the running transaction.
    ///
    /// @return those in excess of whom nothing was told for a day
    Flux<Excess> add(Map<UUID, Long> bytes, Instant now) {
        return database.sql("""
                        WITH kept AS (
                            INSERT INTO key_reads AS r (key_id, hour, bytes)
                            SELECT k.id, date_trunc('hour', $3::timestamptz, 'UTC'), u.bytes
                            FROM unnest($1::uuid[], $2::bigint[]) AS u (id, bytes) JOIN api_key k ON k.id = u.id
                            ORDER BY k.id
                            ON CONFLICT (key_id, hour) DO UPDATE SET bytes = r.bytes + EXCLUDED.bytes
                            RETURNING r.key_id, r.hour, r.bytes, r.told_at
                        )
                        SELECT k.account_id, k.id AS key_id, coalesce(nullif(k.name, ''), k.prefix) AS name, kept.hour,
                               kept.bytes, habit.usual
                        FROM kept JOIN api_key k ON k.id = kept.key_id
                        CROSS JOIN LATERAL (
                            SELECT coalesce(max(h.bytes), 0) AS usual, max(h.told_at) AS told_at
                            FROM key_reads h WHERE h.key_id = kept.key_id AND h.hour < kept.hour
                        ) AS habit
                        WHERE kept.bytes > $4 AND kept.bytes > $5 * habit.usual
                          AND coalesce(kept.told_at, habit.told_at, '-infinity') < $6::timestamptz
                        """)
                .bind(0, bytes.keySet().toArray(UUID[]::new))
                .bind(1, bytes.values().toArray(Long[]::new))
                .bind(2, now.atOffset(ZoneOffset.UTC))
                .bind(3, LITTLE)
                .bind(4, TIMES)
                .bind(5, now.minus(QUIET).atOffset(ZoneOffset.UTC))
                .mapProperties(Excess.class)
                .all();
    }

    Mono<Void> told(Excess excess, Instant now) {
        return database.sql("UPDATE key_reads SET told_at = $3 WHERE key_id = $1 AND hour = $2")
                .bind(0, excess.keyId())
                .bind(1, excess.hour().atOffset(ZoneOffset.UTC))
                .bind(2, now.atOffset(ZoneOffset.UTC))
                .then();
    }

    Mono<Void> forgetBefore(Instant instant) {
        return database.sql("DELETE FROM key_reads WHERE hour < $1")
                .bind(0, instant.atOffset(ZoneOffset.UTC))
                .then();
    }
}
