package dev.switchboard.memory.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The articles of all accounts, each with its chunks.
@Repository
public class Articles {
    private static final String COLUMNS =
            "account_id, id, version, title, body, category, url, asked, created_at, updated_at";
    private static final String EDITIONS = """
            SELECT a.account_id, a.id, a.version, a.title, a.body, a.category, a.url, a.asked, a.created_at, a.updated_at,
                   c.ordinal, c.heading, c.text
            FROM article a LEFT JOIN chunk c ON c.account_id = a.account_id AND c.article_id = a.id
            """;

    private final DatabaseClient database;

    Articles(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Article> find(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM article WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .mapProperties(ArticleRow.class)
                .one()
                .map(ArticleRow::article);
    }

    /// In the order of their ids, from behind `after`.
    public Flux<Article> list(UUID accountId, @Nullable UUID after, int limit) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM article WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, after == null ? new UUID(0, 0) : after)
                .bind(2, limit)
                .mapProperties(ArticleRow.class)
                .all()
                .map(ArticleRow::article);
    }

    /// Empty where nothing is different from what is kept.
    Mono<Article> save(UUID accountId, UUID id, ArticleContent content) {
        String save = """
                INSERT INTO article AS a (account_id, id, version, title, body, category, url, asked)
                VALUES (:account, :id, nextval('article_version'), :title, :body, :category, :url, :asked)
                ON CONFLICT (account_id, id) DO UPDATE SET version = nextval('article_version'), updated_at = now(),
                    title = EXCLUDED.title, body = EXCLUDED.body, category = EXCLUDED.category, url = EXCLUDED.url,
                    asked = EXCLUDED.asked
                WHERE (a.title, a.body, a.category, a.url, a.asked)
                    IS DISTINCT FROM (EXCLUDED.title, EXCLUDED.body, EXCLUDED.category, EXCLUDED.url, EXCLUDED.asked)
                RETURNING\s""" + COLUMNS;
        var statement = database.sql(save)
                .bind("account", accountId)
                .bind("id", id)
                .bind("title", content.title())
                .bind("body", content.body())
                .bind("asked", content.asked().toArray(String[]::new));
        statement = bind(statement, "category", content.category());
        return lock(accountId, id)
                .then(bind(statement, "url", content.url())
                        .mapProperties(ArticleRow.class)
                        .one())
                .map(ArticleRow::article);
    }

    Mono<Void> replaceChunks(Article article, List<Chunk> chunks) {
        Mono<Long> removed = database.sql("DELETE FROM chunk WHERE account_id = $1 AND article_id = $2")
                .bind(0, article.accountId())
                .bind(1, article.id())
                .fetch()
                .rowsUpdated();
        Mono<Long> added = database.sql("""
                        INSERT INTO chunk (account_id, article_id, ordinal, heading, text)
                        SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::text[])
                        """)
                .bind(0, article.accountId())
                .bind(1, article.id())
                .bind(2, chunks.stream().map(Chunk::ordinal).toArray(Integer[]::new))
                .bind(3, chunks.stream().map(Chunk::heading).toArray(String[]::new))
                .bind(4, chunks.stream().map(Chunk::text).toArray(String[]::new))
                .fetch()
                .rowsUpdated();
        return removed.then(added).then();
    }

    /// The version of the removal; empty where there is no such article.
    Mono<Long> remove(UUID accountId, UUID id) {
        return lock(accountId, id)
                .then(database.sql("""
                        DELETE FROM article WHERE account_id = $1 AND id = $2 RETURNING nextval('article_version')
                        """)
                        .bind(0, accountId)
                        .bind(1, id)
                        .mapValue(Long.class)
                        .one());
    }

    public Mono<Edition> edition(UUID accountId, UUID id) {
        return database.sql(EDITIONS + "WHERE a.account_id = $1 AND a.id = $2 ORDER BY c.ordinal")
                .bind(0, accountId)
                .bind(1, id)
                .mapProperties(EditionRow.class)
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(Articles::edition);
    }

    /// Everything, to build an index of.
    public Flux<Edition> editions() {
        return database.sql(EDITIONS + "ORDER BY a.account_id, a.id, c.ordinal")
                .mapProperties(EditionRow.class)
                .all()
                .bufferUntilChanged(EditionRow::key)
                .map(Articles::edition);
    }

    /// The account's, in the order of their ids.
    Flux<Edition> editions(UUID accountId) {
        return database.sql(EDITIONS + "WHERE a.account_id = $1 ORDER BY a.id, c.ordinal")
                .bind(0, accountId)
                .mapProperties(EditionRow.class)
                .all()
                .bufferUntilChanged(EditionRow::key)
                .map(Articles::edition);
    }

    /// Writers of one article go one after the other, so that a later version is always a later state.
    private Mono<Void> lock(UUID accountId, UUID id) {
        return database.sql("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(0, accountId + "/" + id)
                .then();
    }

    private static DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec statement, String name, @Nullable String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }

    private record ArticleRow(
            UUID accountId,
            UUID id,
            long version,
            String title,
            String body,
            @Nullable String category,
            @Nullable String url,
            String[] asked,
            Instant createdAt,
            Instant updatedAt) {
        Article article() {
            return new Article(
                    accountId, id, version, title, body, category, url, List.of(asked), createdAt, updatedAt);
        }
    }

    private record EditionRow(
            UUID accountId,
            UUID id,
            long version,
            String title,
            String body,
            @Nullable String category,
            @Nullable String url,
            String[] asked,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Integer ordinal,
            @Nullable String heading,
            @Nullable String text) {
        String key() {
            return accountId + "/" + id;
        }
    }

    private static Edition edition(List<EditionRow> rows) {
        EditionRow first = rows.getFirst();
        return new Edition(
                new Article(
                        first.accountId(),
                        first.id(),
                        first.version(),
                        first.title(),
                        first.body(),
                        first.category(),
                        first.url(),
                        List.of(first.asked()),
                        first.createdAt(),
                        first.updatedAt()),
                rows.stream().flatMap(Articles::chunk).toList());
    }

    private static Stream<Chunk> chunk(EditionRow row) {
        return row.ordinal() == null || row.text() == null
                ? Stream.empty()
                : Stream.of(new Chunk(row.ordinal(), row.heading(), row.text()));
    }
}
