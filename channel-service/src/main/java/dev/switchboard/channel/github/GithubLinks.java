package dev.switchboard.channel.github;

import dev.switchboard.common.id.Ids;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which issues belong to which conversations.
@Component
class GithubLinks {
    private static final String SELECT =
            "SELECT id, account_id, conversation_id, repo, number, title, url, state FROM github_link ";

    private final DatabaseClient database;

    GithubLinks(DatabaseClient database) {
        this.database = database;
    }

    /// @param state open or closed, as it was heard of last
    record Link(
            UUID id,
            UUID accountId,
            UUID conversationId,
            String repo,
            int number,
            String title,
            String url,
            @Nullable String state) {}

    /// The same link again is the link that is there.
    Mono<Link> link(UUID accountId, UUID conversationId, String repo, Issue issue) {
        return database.sql("""
                        INSERT INTO github_link (id, account_id, conversation_id, repo, number, title, url, state)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        ON CONFLICT (account_id, conversation_id, repo, number) DO UPDATE SET title = EXCLUDED.title
                        RETURNING id, account_id, conversation_id, repo, number, title, url, state
                        """)
                .bind(0, Ids.next())
                .bind(1, accountId)
                .bind(2, conversationId)
                .bind(3, repo.toLowerCase(Locale.ROOT))
                .bind(4, issue.number())
                .bind(5, issue.title())
                .bind(6, issue.htmlUrl())
                .bind(7, issue.state())
                .mapProperties(Link.class)
                .one();
    }

    Flux<Link> ofConversation(UUID accountId, UUID conversationId) {
        return database.sql(SELECT + "WHERE account_id = $1 AND conversation_id = $2 ORDER BY id LIMIT 100")
                .bind(0, accountId)
                .bind(1, conversationId)
                .mapProperties(Link.class)
                .all();
    }

    /// Of all accounts: each has linked it under its own agreement.
    Flux<Link> ofIssue(String repo, int number) {
        return database.sql(SELECT + "WHERE repo = $1 AND number = $2 ORDER BY id LIMIT 1000")
                .bind(0, repo.toLowerCase(Locale.ROOT))
                .bind(1, number)
                .mapProperties(Link.class)
                .all();
    }

    /// Of all accounts, those to which its state is news.
    ///
    /// @param state open or closed
    Flux<Link> changed(String repo, int number, String state) {
        return database.sql("""
                        UPDATE github_link SET state = $3
                        WHERE repo = $1 AND number = $2 AND state IS DISTINCT FROM $3
                        RETURNING id, account_id, conversation_id, repo, number, title, url, state
                        """)
                .bind(0, repo.toLowerCase(Locale.ROOT))
                .bind(1, number)
                .bind(2, state)
                .mapProperties(Link.class)
                .all();
    }

    /// The same for one link, unless its state was not known before.
    Mono<Boolean> changed(Link link, String state) {
        return database.sql("""
                        UPDATE github_link l SET state = $2 FROM github_link before
                        WHERE l.id = $1 AND before.id = l.id AND l.state IS DISTINCT FROM $2
                        RETURNING before.state IS NOT NULL
                        """)
                .bind(0, link.id())
                .bind(1, state)
                .mapValue(Boolean.class)
                .one()
                .defaultIfEmpty(false);
    }

    /// At most fifty that nobody has looked up for so long; from now on they count as looked up.
    Flux<Link> claim(Duration old) {
        return database.sql("""
                        UPDATE github_link SET looked_at = now() WHERE id IN (
                            SELECT id FROM github_link WHERE looked_at < now() - $1 * interval '1 millisecond'
                            ORDER BY looked_at LIMIT 50 FOR UPDATE SKIP LOCKED)
                        RETURNING id, account_id, conversation_id, repo, number, title, url, state
                        """)
                .bind(0, old.toMillis())
                .mapProperties(Link.class)
                .all();
    }

    /// False where there is none.
    Mono<Boolean> unlink(UUID accountId, UUID id) {
        return database.sql("DELETE FROM github_link WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
