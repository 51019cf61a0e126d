package dev.switchboard.conversation.customer;

import dev.switchboard.common.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Lists of an account's customers, newest first; those that were merged or erased are in none. Ids grow with time, so
/// that the primary key gives the order.
@Repository
public class CustomerQueries {
    /// Where pages and counting stop.
    public static final int MOST = 10_000;

    private final DatabaseClient database;

    CustomerQueries(DatabaseClient database) {
        this.database = database;
    }

    /// Which customers a list shows; null shows all.
    ///
    /// @param words each stands somewhere in name, e-mail, phone or external id; one of less than three characters
    ///     at the beginning of a word
    public record Filter(
            List<String> words,
            @Nullable String tag,
            @Nullable Boolean blocked,
            @Nullable String email,
            @Nullable String externalId) {
        private static final int MOST_WORDS = 10;

        /// @throws Problem naming the query where no index could find it
        public static List<String> words(String field, @Nullable String query) {
            if (query == null || query.isBlank()) {
                return List.of();
            }
            if (query.indexOf('\0') >= 0 || query.codePoints().noneMatch(Character::isLetterOrDigit)) {
                throw Problem.field(field, "needs a letter or a digit");
            }
            List<String> words = List.of(query.strip().toLowerCase(Locale.ROOT).split("\\s+"));
            if (words.size() > MOST_WORDS) {
                throw Problem.field(field, "should be at most " + MOST_WORDS + " word(s)");
            }
            return words;
        }
    }

    /// @param total counted up to `MOST`
    public record Page(List<Customer> customers, long total) {}

    /// @param offset at most `MOST`
    public Mono<Page> list(UUID accountId, Filter filter, int offset, int limit) {
        Question question = new Question(accountId, filter);
        String page = "SELECT " + Customers.COLUMNS + " FROM customer c" + question.where
                + " ORDER BY c.id DESC OFFSET " + offset + " LIMIT " + limit;
        String count =
                "SELECT count(*) FROM (SELECT 1 FROM customer c" + question.where + " LIMIT " + MOST + ") AS counted";
        return bound(page, question)
                .map(Customers::customer)
                .all()
                .collectList()
                .flatMap(found -> bound(count, question)
                        .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                        .one()
                        .map(total -> new Page(found, total)));
    }

    /// The only one that the business calls so, and that has this address; empty for none and for several.
    public Mono<Customer> only(UUID accountId, @Nullable String externalId, @Nullable String email) {
        if (externalId == null && email == null) {
            return Mono.empty();
        }
        Filter filter = new Filter(List.of(), null, null, email, externalId);
        return list(accountId, filter, 0, 2)
                .filter(page -> page.customers().size() == 1)
                .map(page -> page.customers().getFirst());
    }

    private DatabaseClient.GenericExecuteSpec bound(String sql, Question question) {
        DatabaseClient.GenericExecuteSpec spec = database.sql(sql);
        for (int i = 0; i < question.values.size(); i++) {
            spec = spec.bind(i, question.values.get(i));
        }
        return spec;
    }

    /// The conditions of a filter with their parameters; nothing of a request becomes SQL.
    private static final class Question {
        final StringBuilder where =
                new StringBuilder(" WHERE c.account_id = $1 AND c.merged_into IS NULL AND c.erased_at IS NULL");
        final List<Object> values = new ArrayList<>();

        Question(UUID accountId, Filter filter) {
            values.add(accountId);
            filter.words()
                    .forEach(word ->
                            and("customer_text(c.name, c.email, c.phone, c.external_id) LIKE ", pattern(word), ""));
            if (filter.tag() != null) {
                and(
                        "c.details -> 'tags' IS NOT NULL AND customer_tags(c.account_id, c.details) @> ARRAY[",
                        accountId + ":" + filter.tag(),
                        "::text]");
            }
            if (filter.blocked() != null) {
                where.append(filter.blocked() ? " AND c.blocked_at IS NOT NULL" : " AND c.blocked_at IS NULL");
            }
            if (filter.email() != null) {
                and("lower(c.email) = ", filter.email().toLowerCase(Locale.ROOT), " AND c.email IS NOT NULL");
            }
            if (filter.externalId() != null) {
                and("c.external_id = ", filter.externalId(), "");
            }
        }

        private void and(String before, Object value, String after) {
            values.add(value);
            where.append(" AND ")
                    .append(before)
                    .append('$')
                    .append(values.size())
                    .append(after);
        }

        private static String pattern(String word) {
            String literal = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            return word.codePointCount(0, word.length()) < 3 ? "% " + literal + "%" : "%" + literal + "%";
        }
    }
}
