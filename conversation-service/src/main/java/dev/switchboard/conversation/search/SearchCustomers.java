package dev.switchboard.conversation.search;

import dev.switchboard.conversation.store.Columns;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The customers of whom the desk knows a text anywhere in name, e-mail address, phone number or external id, newest
/// first. Fewer than three characters are the beginning of a name.
@Repository
class SearchCustomers {
    private static final int SHORTEST_PART = 3;

    private final DatabaseClient database;

    SearchCustomers(DatabaseClient database) {
        this.database = database;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record CustomerHit(
            String object,
            UUID id,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String externalId,
            Instant createdAt) {}

    record Found(List<CustomerHit> hits, @Nullable UUID next, long total) {}

    Mono<Found> find(UUID accountId, String text, @Nullable UUID after, int limit) {
        String pattern = pattern(text);
        return page(accountId, pattern, after, limit + 1)
                .flatMap(hits -> count(accountId, pattern).map(total -> {
                    boolean more = hits.size() > limit;
                    List<CustomerHit> shown = more ? hits.subList(0, limit) : hits;
                    return new Found(shown, more ? shown.getLast().id() : null, total);
                }));
    }

    private Mono<List<CustomerHit>> page(UUID accountId, String pattern, @Nullable UUID after, int limit) {
        Parameters parameters = new Parameters();
        String sql = """
                SELECT id, name, email, phone, external_id, created_at FROM customer
                WHERE account_id = %s AND known_as LIKE folded(%s)%s ORDER BY id DESC LIMIT %d
                """.formatted(
                        parameters.of(accountId),
                        parameters.of(pattern),
                        after == null ? "" : " AND id < " + parameters.of(after),
                        limit);
        return parameters
                .bind(database, sql)
                .map(row -> {
                    Columns c = new Columns(row);
                    return new CustomerHit(
                            "customer",
                            c.uuid("id"),
                            c.textOrNull("name"),
                            c.textOrNull("email"),
                            c.textOrNull("phone"),
                            c.textOrNull("external_id"),
                            c.instant("created_at"));
                })
                .all()
                .collectList();
    }

    private Mono<Long> count(UUID accountId, String pattern) {
        return database.sql("""
                        SELECT count(*) FROM (SELECT FROM customer WHERE account_id = $1 AND known_as LIKE folded($2)
                            LIMIT $3) AS counted
                        """)
                .bind(0, accountId)
                .bind(1, pattern)
                .bind(2, SearchQuestion.COUNTED)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one();
    }

    private static String pattern(String text) {
        String literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return text.codePointCount(0, text.length()) < SHORTEST_PART ? literal + "%" : "%" + literal + "%";
    }
}
