package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.common.id.Ids;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The sites that wait to be read, and what became of the others.
@Repository
class SitemapImports {
    /// Of one account at once; one more is refused.
    private static final int WAITING = 3;

    private static final String COLUMNS =
            "id, account_id, url, category, status, reason, kept, skipped, attempts, created_at";

    private final DatabaseClient database;
    private final ImportSettings settings;

    SitemapImports(DatabaseClient database, ImportSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Empty where too many of the account wait already.
    Mono<SitemapImport> add(UUID accountId, String url, @Nullable String category) {
        var statement = database.sql("""
                        INSERT INTO sitemap_import (id, account_id, url, category)
                        SELECT :id, :account, :url, :category
                        WHERE (SELECT count(*) FROM sitemap_import WHERE account_id = :account AND status = 'waiting') < :most
                        RETURNING
                        """ + " " + COLUMNS)
                .bind("id", Ids.next())
                .bind("account", accountId)
                .bind("url", url)
                .bind("most", WAITING);
        statement =
                category == null ? statement.bindNull("category", String.class) : statement.bind("category", category);
        return statement.mapProperties(SitemapImport.class).one();
    }

    Mono<SitemapImport> find(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM sitemap_import WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .mapProperties(SitemapImport.class)
                .one();
    }

    /// Leases sites to this worker, and those whose lease has run out too.
    Flux<SitemapImport> take(int limit) {
        return database.sql("""
                        UPDATE sitemap_import
                        SET attempts = attempts + 1, leased_until = now() + $2 * interval '1 millisecond'
                        WHERE id IN (
                            SELECT id FROM sitemap_import
                            WHERE status = 'waiting' AND (leased_until IS NULL OR leased_until < now())
                            ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                        RETURNING
                        """ + " " + COLUMNS)
                .bind(0, limit)
                .bind(1, settings.lease().toMillis())
                .mapProperties(SitemapImport.class)
                .all();
    }

    /// Nothing where another worker has taken it in the meantime.
    Mono<Void> done(SitemapImport job, int kept, List<String> skipped) {
        return database.sql("""
                        UPDATE sitemap_import SET status = 'done', kept = $3, skipped = $4, leased_until = NULL
                        WHERE id = $1 AND attempts = $2 AND status = 'waiting'
                        """)
                .bind(0, job.id())
                .bind(1, job.attempts())
                .bind(2, kept)
                .bind(3, skipped.toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Void> failed(SitemapImport job, String reason) {
        return database.sql("""
                        UPDATE sitemap_import SET status = 'failed', reason = $3, leased_until = NULL
                        WHERE id = $1 AND attempts = $2 AND status = 'waiting'
                        """)
                .bind(0, job.id())
                .bind(1, job.attempts())
                .bind(2, reason)
                .fetch()
                .rowsUpdated()
                .then();
    }
}
