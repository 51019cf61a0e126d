package dev.switchboard.conversation.csat;

import dev.switchboard.conversation.store.Columns;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which inboxes ask their customers.
@Repository
public class SurveySettings {
    private final DatabaseClient database;
    private final Clock clock;

    SurveySettings(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Flux<SurveySetting> of(UUID accountId) {
        return database.sql(
                        "SELECT account_id, inbox_id, question FROM csat_setting WHERE account_id = $1 ORDER BY inbox_id")
                .bind(0, accountId)
                .map(row -> {
                    Columns c = new Columns(row);
                    return new SurveySetting(c.uuid("account_id"), c.uuid("inbox_id"), c.text("question"));
                })
                .all();
    }

    public Mono<Void> put(SurveySetting setting) {
        return database.sql("""
                        INSERT INTO csat_setting (account_id, inbox_id, question, updated_at) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (account_id, inbox_id) DO UPDATE
                        SET question = EXCLUDED.question, updated_at = EXCLUDED.updated_at
                        """)
                .bind(0, setting.accountId())
                .bind(1, setting.inboxId())
                .bind(2, setting.question())
                .bind(3, clock.instant().atOffset(ZoneOffset.UTC))
                .then();
    }

    public Mono<Void> remove(UUID accountId, UUID inboxId) {
        return database.sql("DELETE FROM csat_setting WHERE account_id = $1 AND inbox_id = $2")
                .bind(0, accountId)
                .bind(1, inboxId)
                .then();
    }
}
