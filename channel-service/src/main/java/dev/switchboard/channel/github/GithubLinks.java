package dev.switchboard.channel.github;

import dev.switchboard.common.id.Ids;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which issues belong to which conversations.
@Component
class GithubLinks {
    private static final String SELECT =
            "SELECT id, account_id, conversation_id, repo, number, title, url FROM github_link ";

    private final DatabaseClient database;

    GithubLinks(DatabaseClient database) {
        this.database = database;
    }

    record Link(UUID id, UUID accountId, UUID conversationId, String repo, int number, String title, String url) {}

    /// The same link again is the link that is there.
    Mono<Link> link(UUID accountId, UUID conversationId, String repo, Issue issue) {
        return database.sql("""
                        INSERT INTO github_link (id, account_id, conversation_id, repo, number, title, url)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        ON CONFLICT (account_id, conversation_id, repo, number) DO UPDATE SET title = EXCLUDED.title
                        RETURNING id, account_id, conversation_id, repo, number, title, url
                        """)
                .bind(0, Ids.next())
                .bind(1, accountId)
                .bind(2, conversationId)
                .bind(3, repo.toLowerCase(Locale.ROOT))
                .bind(4, issue.number())
                .bind(5, issue.title())
                .bind(6, issue.htmlUrl())
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
