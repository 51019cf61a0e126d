package dev.switchboard.conversation.search;

import dev.switchboard.conversation.store.Columns;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The messages of an account that match, best first among the newest thousand of them, or the conversations that
/// these belong to.
@Repository
class SearchMessages {
    /// Fewer conversations are looked into one by one.
    private static final int FEW = 2_000;
    /// An account is alone where others have fewer messages, and are not too many to add these up.
    private static final int OTHERS_MESSAGES = 20_000;
    private static final int OTHERS = 50;

    private final DatabaseClient database;

    SearchMessages(DatabaseClient database) {
        this.database = database;
    }

    /// @param total capped where `capped`
    record Found(List<MessageHit> hits, @Nullable SearchCursor next, long total, boolean capped) {
        static final Found NOTHING = new Found(List.of(), null, 0, false);
    }

    /// @param alone hardly any message is another account's
    /// @param query what was asked for
    /// @param sought the same as the index answers it fast
    private record Shelf(long tenant, long head, boolean alone, String query, String sought) {}

    /// What of the matches comes out.
    enum Shown {
        /// The total is that of the ranked.
        EACH,
        /// The same, and those beyond the ranked are counted too: work for the database that most do without.
        EACH_COUNTED,
        /// The best match of each conversation among the ranked.
        BEST_OF_CONVERSATION
    }

    /// @param ranked how many matches were ranked
    /// @param matches how many of them count: all, or one of each conversation
    private record Ranked(MessageHit hit, long pos, long ranked, long matches) {
        boolean more() {
            return ranked >= SearchQuestion.RANKED;
        }
    }

    /// @param shown every match or one of each conversation
    /// @param except a conversation that is shown already
    Mono<Found> find(
            UUID accountId,
            Terms terms,
            SearchFilter filter,
            Shown shown,
            @Nullable UUID except,
            @Nullable SearchCursor after,
            int limit) {
        return shelf(accountId, terms)
                .flatMap(shelf -> few(accountId, filter).flatMap(few -> {
                    long head = after == null ? shelf.head() : Math.min(after.head(), shelf.head());
                    SearchQuestion question = new SearchQuestion(
                            accountId,
                            shelf.tenant(),
                            head,
                            shelf.alone(),
                            shelf.query(),
                            shelf.sought(),
                            filter,
                            few.isEmpty() ? null : few);
                    return page(question, shown, except, after, limit);
                }))
                .defaultIfEmpty(Found.NOTHING);
    }

    /// Empty where nothing of the account is searchable, or where the query has no words.
    private Mono<Shelf> shelf(UUID accountId, Terms terms) {
        return database.sql("""
                        SELECT no, last_pos, query, concat_ws(' & ', '(' || query || ')', pairs) AS sought,
                            (SELECT count(*) < $4 AND coalesce(sum(last_pos), 0) < $5
                             FROM (SELECT last_pos FROM search_tenant WHERE account_id <> $1 LIMIT $4) other) AS alone
                        FROM search_tenant,
                            (SELECT search_query($2, $3)::text AS query, search_pairs_wanted($2, $3) AS pairs) q
                        WHERE account_id = $1 AND query <> ''
                        """)
                .bind(0, accountId)
                .bind(1, terms.kinds().toArray(String[]::new))
                .bind(2, terms.parts().toArray(String[]::new))
                .bind(3, OTHERS)
                .bind(4, OTHERS_MESSAGES)
                .map(row -> {
                    Columns c = new Columns(row);
                    return new Shelf(
                            c.number("no"), c.number("last_pos"), c.flag("alone"), c.text("query"), c.text("sought"));
                })
                .one();
    }

    /// The conversations that a filter leaves, if they are few; no element for none, an empty list for many.
    private Mono<List<UUID>> few(UUID accountId, SearchFilter filter) {
        if (!filter.asksOfConversation()) {
            return Mono.just(List.of());
        }
        Parameters parameters = new Parameters();
        String sql = "SELECT c.id FROM conversation c WHERE c.account_id = " + parameters.of(accountId)
                + SearchQuestion.ofConversation(filter, parameters) + " LIMIT " + (FEW + 1);
        return parameters
                .bind(database, sql)
                .map(row -> Objects.requireNonNull(row.get(0, UUID.class)))
                .all()
                .collectList()
                .filter(ids -> !ids.isEmpty())
                .map(ids -> ids.size() > FEW ? List.of() : ids);
    }

    private Mono<Found> page(
            SearchQuestion question, Shown shown, @Nullable UUID except, @Nullable SearchCursor after, int limit) {
        Parameters parameters = new Parameters();
        String sql = question.page(parameters, shown == Shown.BEST_OF_CONVERSATION, except, after, limit + 1);
        Flux<Ranked> rows = parameters
                .bind(database, sql)
                .map((row, _) -> {
                    Columns c = new Columns(row);
                    return new Ranked(MessageHit.read(row), c.number("pos"), c.number("ranked"), c.number("matches"));
                })
                .all();
        return rows.collectList()
                .flatMap(ranked -> total(question, shown, after, ranked).map(total -> {
                    boolean more = ranked.size() > limit;
                    List<Ranked> page = more ? ranked.subList(0, limit) : ranked;
                    SearchCursor next = more ? place(question.head(), total, page.getLast()) : null;
                    boolean capped =
                            shown == Shown.EACH_COUNTED ? total >= SearchQuestion.COUNTED : beyondRanked(ranked);
                    return new Found(page.stream().map(Ranked::hit).toList(), next, total, capped);
                }));
    }

    private static SearchCursor place(long head, long total, Ranked last) {
        return new SearchCursor(head, total, last.hit().rank(), last.pos());
    }

    private static boolean beyondRanked(List<Ranked> ranked) {
        return !ranked.isEmpty() && ranked.getFirst().more();
    }

    private Mono<Long> total(SearchQuestion question, Shown shown, @Nullable SearchCursor after, List<Ranked> ranked) {
        if (after != null) {
            return Mono.just(after.total());
        }
        if (shown != Shown.EACH_COUNTED || !beyondRanked(ranked)) {
            return Mono.just(ranked.isEmpty() ? 0 : ranked.getFirst().matches());
        }
        Parameters parameters = new Parameters();
        String sql = question.count(parameters);
        return parameters
                .bind(database, sql)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one();
    }
}
