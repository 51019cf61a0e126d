package dev.switchboard.conversation.conversation;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Lists of an account's conversations, latest activity first, by keyset.
@Repository
public class ConversationQueries {
    /// Where counting stops: a list's total is an orientation.
    private static final int MOST = 10_000;

    private final DatabaseClient database;

    ConversationQueries(DatabaseClient database) {
        this.database = database;
    }

    /// @param next the place of the last one, where more follow
    /// @param previous the place of the first one, where some precede
    public record Page(
            List<Conversation> conversations,
            @Nullable Cursor next,
            @Nullable Cursor previous,
            long total) {}

    /// At most one of `after` and `before`.
    public Mono<Page> list(
            UUID accountId, ConversationFilter filter, @Nullable Cursor after, @Nullable Cursor before, int limit) {
        boolean backwards = after == null && before != null;
        Cursor from = backwards ? before : after;
        Question question = Question.of(accountId, filter);
        return rows(question, from, backwards, limit + 1).flatMap(found -> {
            boolean more = found.size() > limit;
            List<Conversation> page = new ArrayList<>(more ? found.subList(0, limit) : found);
            if (backwards) {
                Collections.reverse(page);
            }
            boolean follows = backwards || more;
            boolean precedes = backwards ? more : from != null;
            Mono<Long> counted = from == null ? count(question) : Mono.just(from.total());
            return counted.map(total -> new Page(
                    page,
                    follows && !page.isEmpty() ? Cursor.of(page.getLast(), total) : null,
                    precedes && !page.isEmpty() ? Cursor.of(page.getFirst(), total) : null,
                    total));
        });
    }

    /// Some conversations from a distance on, for lists that are turned page by page; the distance is the caller's to
    /// bound.
    public Mono<Page> page(UUID accountId, ConversationFilter filter, int distance, int limit) {
        Question question = Question.of(accountId, filter);
        String sql = "SELECT " + ConversationRow.COLUMNS + " FROM conversation c" + question.where()
                + " ORDER BY c.last_activity_at DESC, c.id DESC LIMIT " + limit + " OFFSET " + distance;
        return bound(sql, question.values())
                .map(ConversationRow::read)
                .all()
                .collectList()
                .flatMap(found -> count(question).map(total -> new Page(found, null, null, total)));
    }

    /// How many a list would show, counted up to 10,000.
    public Mono<Long> count(UUID accountId, ConversationFilter filter) {
        return count(Question.of(accountId, filter));
    }

    /// A customer's conversations, latest activity first.
    public Flux<Conversation> latestOf(UUID accountId, UUID customerId, int limit) {
        return bound("SELECT " + ConversationRow.COLUMNS + """
                        FROM conversation c WHERE c.account_id = $1 AND c.customer_id = $2 AND c.archived_at IS NULL
                        ORDER BY c.last_activity_at DESC, c.id DESC LIMIT $3
                        """, List.of(accountId, customerId, limit))
                .map(ConversationRow::read)
                .all();
    }

    private Mono<List<Conversation>> rows(Question question, @Nullable Cursor from, boolean backwards, int limit) {
        StringBuilder sql = new StringBuilder("SELECT " + ConversationRow.COLUMNS + " FROM conversation c")
                .append(question.where());
        List<Object> values = new ArrayList<>(question.values());
        if (from != null) {
            sql.append(" AND (c.last_activity_at, c.id) ")
                    .append(backwards ? ">" : "<")
                    .append(" ($" + (values.size() + 1) + ", $" + (values.size() + 2) + ")");
            values.add(from.lastActivityAt().atOffset(ZoneOffset.UTC));
            values.add(from.id());
        }
        sql.append(backwards ? " ORDER BY c.last_activity_at, c.id" : " ORDER BY c.last_activity_at DESC, c.id DESC");
        sql.append(" LIMIT ").append(limit);
        return bound(sql.toString(), values).map(ConversationRow::read).all().collectList();
    }

    private Mono<Long> count(Question question) {
        return bound(
                        "SELECT count(*) FROM (SELECT 1 FROM conversation c" + question.where() + " LIMIT " + MOST
                                + ") AS counted",
                        question.values())
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one();
    }

    private DatabaseClient.GenericExecuteSpec bound(String sql, List<Object> values) {
        DatabaseClient.GenericExecuteSpec spec = database.sql(sql);
        for (int i = 0; i < values.size(); i++) {
            spec = spec.bind(i, values.get(i));
        }
        return spec;
    }
}
