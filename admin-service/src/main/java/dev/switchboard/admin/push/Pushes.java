package dev.switchboard.admin.push;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Takes what browsers are to be told, in the running transaction: it goes out when that commits, or not at all.
@Component
public class Pushes {
    private final DatabaseClient database;
    private final PushWorkers workers;

    Pushes(DatabaseClient database, PushWorkers workers) {
        this.database = database;
        this.workers = workers;
    }

    /// @param kind `assigned`, `mentioned` or `unassigned`
    /// @param sentence without anybody's words to a customer
    public record News(UUID accountId, UUID conversationId, String kind, String sentence) {}

    /// To those of them who asked for it.
    public Mono<Void> tell(News news, Collection<UUID> users) {
        return users.isEmpty() ? Mono.empty() : add(news, false, users.toArray(UUID[]::new));
    }

    /// To everybody of the account who asked for it.
    public Mono<Void> tellAll(News news) {
        return add(news, true, new UUID[0]);
    }

    private Mono<Void> add(News news, boolean all, UUID[] users) {
        return database.sql("""
                        INSERT INTO push_job (id, device_id, conversation_id, kind, sentence)
                        SELECT gen_random_uuid(), d.id, $2, $3, $4
                        FROM push_device d JOIN app_user u ON u.id = d.user_id
                        WHERE d.account_id = $1 AND u.active AND u.deleted_at IS NULL AND ($5 OR d.user_id = ANY($6))
                            AND CASE $3 WHEN 'assigned' THEN d.assigned WHEN 'mentioned' THEN d.mentioned ELSE d.unassigned END
                        ON CONFLICT DO NOTHING
                        """)
                .bind(0, news.accountId())
                .bind(1, news.conversationId())
                .bind(2, news.kind())
                .bind(3, news.sentence())
                .bind(4, all)
                .bind(5, users)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(_ -> workers.wakeAfterCommit());
    }
}
