package dev.switchboard.admin.notification;

import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What waits to be told, of each conversation and kind once. A user's mail goes out when the first of it is due, with
/// all the rest.
@Component
class Notifications {
    private final DatabaseClient database;

    Notifications(DatabaseClient database) {
        this.database = database;
    }

    /// @param sentence without anybody's words to a customer
    record Notice(UUID accountId, UUID conversationId, Kind kind, String sentence) {}

    record WaitingRow(UUID conversationId, String sentence) {}

    /// @param users only those of them who asked for it
    Mono<Void> add(Notice notice, Collection<UUID> users, Duration quiet) {
        return insert(notice, users.toArray(UUID[]::new), quiet);
    }

    /// For everybody of the account who asked for it.
    Mono<Void> addForAll(Notice notice, Duration quiet) {
        return database.sql("SELECT user_id FROM notification_preference WHERE account_id = $1 AND unassigned")
                .bind(0, notice.accountId())
                .mapValue(UUID.class)
                .all()
                .collectList()
                .filter(users -> !users.isEmpty())
                .flatMap(users -> insert(notice, users.toArray(UUID[]::new), quiet));
    }

    private Mono<Void> insert(Notice notice, UUID[] users, Duration quiet) {
        return database.sql("""
                        INSERT INTO notification (user_id, conversation_id, kind, account_id, sentence, due_at)
                        SELECT user_id, $2, $3, $1, $4, now() + $5 * interval '1 millisecond'
                        FROM notification_preference WHERE account_id = $1 AND user_id = ANY($6)
                            AND CASE $3 WHEN 'assigned' THEN assigned WHEN 'mentioned' THEN mentioned ELSE unassigned END
                        ON CONFLICT DO NOTHING
                        """)
                .bind(0, notice.accountId())
                .bind(1, notice.conversationId())
                .bind(2, notice.kind().text())
                .bind(3, notice.sentence())
                .bind(4, quiet.toMillis())
                .bind(5, users)
                .then();
    }

    /// Nobody has to hear of it any more.
    Mono<Void> forget(UUID accountId, UUID conversationId, Kind kind) {
        return database.sql("DELETE FROM notification WHERE account_id = $1 AND conversation_id = $2 AND kind = $3")
                .bind(0, accountId)
                .bind(1, conversationId)
                .bind(2, kind.text())
                .then();
    }

    /// Users whose mail is due, locked for the running transaction.
    Flux<UUID> due(int most) {
        return database.sql("""
                        SELECT p.user_id FROM notification_preference p WHERE EXISTS (
                            SELECT 1 FROM notification n WHERE n.user_id = p.user_id AND n.due_at <= now())
                        LIMIT $1 FOR UPDATE SKIP LOCKED
                        """).bind(0, most).mapValue(UUID.class).all();
    }

    /// All that waits for somebody, taken away.
    Flux<WaitingRow> take(UUID userId) {
        return database.sql("""
                        WITH taken AS (
                            DELETE FROM notification WHERE user_id = $1 RETURNING conversation_id, sentence, due_at)
                        SELECT conversation_id, sentence FROM taken ORDER BY due_at
                        """).bind(0, userId).mapProperties(WaitingRow.class).all();
    }

    /// The address of a user who may still log in.
    Mono<String> addressOf(UUID userId) {
        return database.sql("SELECT email FROM app_user WHERE id = $1 AND active AND deleted_at IS NULL")
                .bind(0, userId)
                .mapValue(String.class)
                .one();
    }
}
