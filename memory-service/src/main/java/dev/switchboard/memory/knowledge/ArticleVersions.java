package dev.switchboard.memory.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What the articles of all accounts said before. Of each article so many versions are kept; the oldest go.
@Repository
public class ArticleVersions {
    private final DatabaseClient database;
    private final KnowledgeSettings settings;

    ArticleVersions(DatabaseClient database, KnowledgeSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// In the transaction that saved the article.
    Mono<Void> add(Article article) {
        Mono<Long> added = database.sql("""
                        INSERT INTO article_text
                            (account_id, article_id, version, title, body, category, url, asked, written_at)
                        SELECT account_id, id, version, title, body, category, url, asked, updated_at
                        FROM article WHERE account_id = $1 AND id = $2
                        """)
                .bind(0, article.accountId())
                .bind(1, article.id())
                .fetch()
                .rowsUpdated();
        Mono<Long> gone = database.sql("""
                        DELETE FROM article_text WHERE account_id = $1 AND article_id = $2 AND version <= (
                            SELECT version FROM article_text WHERE account_id = $1 AND article_id = $2
                            ORDER BY version DESC OFFSET $3 LIMIT 1)
                        """)
                .bind(0, article.accountId())
                .bind(1, article.id())
                .bind(2, settings.versions())
                .fetch()
                .rowsUpdated();
        return added.then(gone).then();
    }

    /// A version as it stands in a list.
    public record Entry(long version, String title, Instant writtenAt) {}

    /// The latest first.
    public Flux<Entry> list(UUID accountId, UUID articleId) {
        return database.sql("""
                        SELECT version, title, written_at FROM article_text
                        WHERE account_id = $1 AND article_id = $2 ORDER BY version DESC
                        """)
                .bind(0, accountId)
                .bind(1, articleId)
                .mapProperties(Entry.class)
                .all();
    }

    public Mono<ArticleVersion> find(UUID accountId, UUID articleId, long version) {
        return database.sql("""
                        SELECT version, title, body, category, url, asked, written_at FROM article_text
                        WHERE account_id = $1 AND article_id = $2 AND version = $3
                        """)
                .bind(0, accountId)
                .bind(1, articleId)
                .bind(2, version)
                .mapProperties(VersionRow.class)
                .one()
                .map(VersionRow::read);
    }

    private record VersionRow(
            long version,
            String title,
            String body,
            @Nullable String category,
            @Nullable String url,
            String[] asked,
            Instant writtenAt) {
        ArticleVersion read() {
            return new ArticleVersion(
                    version, new ArticleContent(title, body, category, url, List.of(asked)), writtenAt);
        }
    }
}
