package dev.switchboard.admin.deadletter;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.DeadLetter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// The dead letters of all services. An account sees its own; the operator (`account` null) sees all.
@Repository
class KeptLetters {
    private static final String COLUMNS = """
            SELECT id, account_id, topic, consumer_group, dead_offset, died_at, event_id, type, cause, key, value, trace,
                state, decided_at
            FROM dead_letter WHERE ($1::uuid IS NULL OR account_id = $1)
            """;

    private final DatabaseClient database;

    KeptLetters(DatabaseClient database) {
        this.database = database;
    }

    /// Keeps a letter once, however often it is given.
    Mono<Void> keep(DeadLetter letter) {
        return database.sql("""
                        INSERT INTO dead_letter (id, account_id, topic, consumer_group, dead_offset, died_at, event_id,
                            type, cause, key, value, trace)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING
                        """)
                .bind(0, Ids.next())
                .bind(1, Parameter.fromOrEmpty(account(letter.value()), UUID.class))
                .bind(2, letter.topic())
                .bind(3, letter.group())
                .bind(4, letter.offset())
                .bind(5, letter.diedAt())
                .bind(6, Parameter.fromOrEmpty(letter.eventId(), String.class))
                .bind(7, Parameter.fromOrEmpty(letter.type(), String.class))
                .bind(8, letter.cause())
                .bind(9, Parameter.fromOrEmpty(letter.key(), byte[].class))
                .bind(10, Parameter.fromOrEmpty(letter.value(), byte[].class))
                .bind(11, Parameter.fromOrEmpty(letter.trace(), String.class))
                .then();
    }

    /// At most `limit`, the newest first.
    ///
    /// @param before only what was kept before that one
    Flux<KeptLetter> newest(@Nullable UUID account, @Nullable String state, @Nullable UUID before, int limit) {
        return database.sql(COLUMNS + """
                        AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4
                        """)
                .bind(0, Parameter.fromOrEmpty(account, UUID.class))
                .bind(1, Parameter.fromOrEmpty(state, String.class))
                .bind(2, Parameter.fromOrEmpty(before, UUID.class))
                .bind(3, limit)
                .mapProperties(KeptLetter.class)
                .all();
    }

    /// Of all accounts.
    Mono<Long> undecided() {
        return database.sql("SELECT count(*) FROM dead_letter WHERE state = 'dead'")
                .mapValue(Long.class)
                .one();
    }

    Mono<KeptLetter> find(@Nullable UUID account, UUID id) {
        return database.sql(COLUMNS + " AND id = $2")
                .bind(0, Parameter.fromOrEmpty(account, UUID.class))
                .bind(1, id)
                .mapProperties(KeptLetter.class)
                .one();
    }

    /// Empty where somebody else has decided in the meantime.
    Mono<KeptLetter> decide(@Nullable UUID account, UUID id, String state, Instant now) {
        return database.sql("""
                        UPDATE dead_letter SET state = $3, decided_at = $4
                        WHERE ($1::uuid IS NULL OR account_id = $1) AND id = $2 AND state = 'dead'
                        """)
                .bind(0, Parameter.fromOrEmpty(account, UUID.class))
                .bind(1, id)
                .bind(2, state)
                .bind(3, now)
                .fetch()
                .rowsUpdated()
                .filter(count -> count > 0)
                .flatMap(_ -> find(account, id));
    }

    Mono<Long> forgetDecidedBefore(Instant instant) {
        return database.sql("DELETE FROM dead_letter WHERE decided_at < $1")
                .bind(0, instant)
                .fetch()
                .rowsUpdated();
    }

    private record Whose(@Nullable UUID accountId) {}

    private static @Nullable UUID account(byte @Nullable [] value) {
        try {
            return value == null ? null : WireJson.read(value, Whose.class).accountId();
        } catch (JacksonException | IllegalArgumentException _) {
            return null;
        }
    }
}
