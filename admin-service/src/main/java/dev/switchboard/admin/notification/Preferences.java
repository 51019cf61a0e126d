package dev.switchboard.admin.notification;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What each user asked to hear of by mail; nothing until then.
@Component
class Preferences {
    private static final PreferenceRow NONE = new PreferenceRow(false, false, false);

    private final DatabaseClient database;

    Preferences(DatabaseClient database) {
        this.database = database;
    }

    record PreferenceRow(boolean assigned, boolean mentioned, boolean unassigned) {}

    Mono<PreferenceRow> of(UUID accountId, UUID userId) {
        return database.sql("SELECT assigned, mentioned, unassigned FROM notification_preference"
                        + " WHERE account_id = $1 AND user_id = $2")
                .bind(0, accountId)
                .bind(1, userId)
                .mapProperties(PreferenceRow.class)
                .one()
                .defaultIfEmpty(NONE);
    }

    Mono<PreferenceRow> store(UUID accountId, UUID userId, PreferenceRow wanted) {
        return database.sql("""
                        INSERT INTO notification_preference (user_id, account_id, assigned, mentioned, unassigned)
                        VALUES ($1, $2, $3, $4, $5)
                        ON CONFLICT (user_id) DO UPDATE SET assigned = EXCLUDED.assigned,
                            mentioned = EXCLUDED.mentioned, unassigned = EXCLUDED.unassigned
                        """)
                .bind(0, userId)
                .bind(1, accountId)
                .bind(2, wanted.assigned())
                .bind(3, wanted.mentioned())
                .bind(4, wanted.unassigned())
                .fetch()
                .rowsUpdated()
                .thenReturn(wanted);
    }
}
