package dev.switchboard.conversation.conversation;

import dev.switchboard.conversation.store.JsonRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The conversations of all accounts. Whoever changes some locks them first, in the order of their ids, so that two
/// replicas never wait for each other in a circle.
@Repository
public class Conversations {
    private static final String LOCKED = "ORDER BY c.account_id, c.id FOR UPDATE OF c";

    private final DatabaseClient database;

    Conversations(DatabaseClient database) {
        this.database = database;
    }

    /// The live conversations at these places, locked until the transaction ends.
    public Flux<Conversation> lockAt(Collection<Place> places) {
        return at(places, LOCKED);
    }

    /// Locked by id: account by conversation.
    public Flux<Conversation> lock(Map<UUID, UUID> accounts) {
        return byId(accounts, LOCKED);
    }

    public Mono<Conversation> lock(UUID accountId, UUID id) {
        return lock(Map.of(id, accountId)).singleOrEmpty();
    }

    /// As `lock`, without those that somebody else deals with right now.
    public Flux<Conversation> lockFree(Map<UUID, UUID> accounts) {
        return byId(accounts, LOCKED + " SKIP LOCKED");
    }

    /// Conversations whose bot has not answered in time, locked; those that another replica deals with are skipped.
    public Flux<Conversation> lockOverdue(Instant now, int limit) {
        return lockDue("c.bot_due_at <= $1 AND c.owner = 'bot' ORDER BY c.bot_due_at", now, limit);
    }

    /// Conversations whose sleep is over, locked; those that another replica wakes are skipped.
    public Flux<Conversation> lockRested(Instant now, int limit) {
        return lockDue("c.snoozed_until <= $1 ORDER BY c.snoozed_until", now, limit);
    }

    private Flux<Conversation> lockDue(String which, Instant now, int limit) {
        return database.sql("SELECT " + ConversationRow.COLUMNS + "FROM conversation c WHERE " + which
                        + " LIMIT $2 FOR UPDATE OF c SKIP LOCKED")
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .map(ConversationRow::read)
                .all();
    }

    /// By id: account by conversation.
    public Flux<Conversation> byId(Map<UUID, UUID> accounts) {
        return byId(accounts, "");
    }

    private Flux<Conversation> byId(Map<UUID, UUID> accounts, String lock) {
        return accounts.isEmpty()
                ? Flux.empty()
                : database.sql("SELECT " + ConversationRow.COLUMNS + """
                                FROM unnest($1::uuid[], $2::uuid[]) AS a (account_id, id)
                                JOIN conversation c USING (account_id, id)
                                """ + lock)
                        .bind(0, accounts.values().toArray(UUID[]::new))
                        .bind(1, accounts.keySet().toArray(UUID[]::new))
                        .map(ConversationRow::read)
                        .all();
    }

    public Mono<Conversation> byId(UUID accountId, UUID id) {
        return database.sql("SELECT " + ConversationRow.COLUMNS + """
                        FROM conversation c WHERE c.account_id = $1 AND c.id = $2
                        """)
                .bind(0, accountId)
                .bind(1, id)
                .map(ConversationRow::read)
                .one();
    }

    /// The customer's web conversation, in whatever account; also where a merge has moved it to another customer.
    public Mono<Conversation> onWebOf(UUID id, UUID customerId) {
        return database.sql("SELECT " + ConversationRow.COLUMNS + """
                        FROM conversation c WHERE c.id = $1 AND c.channel = 'web' AND (c.customer_id = $2
                            OR EXISTS (SELECT 1 FROM customer_identity i WHERE i.account_id = c.account_id
                                AND i.channel = c.channel AND i.identity = c.identity AND i.met_as = $2))
                        """)
                .bind(0, id)
                .bind(1, customerId)
                .map(ConversationRow::read)
                .one();
    }

    public Mono<Conversation> at(Place place) {
        return at(List.of(place)).singleOrEmpty();
    }

    /// The live conversations at these places.
    public Flux<Conversation> at(Collection<Place> places) {
        return at(places, "");
    }

    private Flux<Conversation> at(Collection<Place> places, String lock) {
        return places.isEmpty()
                ? Flux.empty()
                : database.sql("SELECT " + ConversationRow.COLUMNS + """
                                FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
                                    AS a (account_id, inbox_id, channel, identity, thread)
                                JOIN conversation c USING (account_id, inbox_id, channel, identity, thread)
                                WHERE c.live
                                """ + lock)
                        .bind(0, each(places, Place::accountId, UUID[]::new))
                        .bind(1, each(places, place -> place.address().inboxId(), UUID[]::new))
                        .bind(2, each(places, Conversations::channel, String[]::new))
                        .bind(3, each(places, place -> place.address().identity(), String[]::new))
                        .bind(4, each(places, place -> ConversationRow.thread(place.address()), String[]::new))
                        .map(ConversationRow::read)
                        .all();
    }

    /// The next numbers of each account, `wanted` of them: the last one drawn, by account.
    public Mono<Map<UUID, Long>> drawNumbers(Map<UUID, Integer> wanted) {
        if (wanted.isEmpty()) {
            return Mono.just(Map.of());
        }
        List<UUID> accounts = List.copyOf(wanted.keySet());
        return database.sql("""
                        INSERT INTO ticket_counter AS t (account_id, last_number)
                        SELECT account_id, n FROM unnest($1::uuid[], $2::int[]) AS a (account_id, n) ORDER BY account_id
                        ON CONFLICT (account_id) DO UPDATE SET last_number = t.last_number + EXCLUDED.last_number
                        RETURNING t.account_id, t.last_number
                        """)
                .bind(0, accounts.toArray(UUID[]::new))
                .bind(1, accounts.stream().map(wanted::get).toArray(Integer[]::new))
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get(0, UUID.class)), Objects.requireNonNull(row.get(1, Long.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    public Mono<Void> add(Collection<Conversation> begun) {
        return write(begun, """
                INSERT INTO conversation (account_id, id, number, customer_id, inbox_id, channel, identity, thread, live,
                    subject, status, priority, owner, lease_epoch, assignee_id, question_id, bot_due_at, version,
                    last_seq, seen_by_customer, seen_by_desk, read, created_at, last_activity_at, closed_at, archived_at,
                    snoozed_until)
                SELECT account_id, id, number, customer_id, inbox_id, channel, identity, thread, live,
                    subject, status, priority, owner, lease_epoch, assignee_id, question_id, bot_due_at, version,
                    last_seq, seen_by_customer, seen_by_desk, read, created_at, last_activity_at, closed_at, archived_at,
                    snoozed_until
                FROM json_populate_recordset(NULL::conversation, $1::json)
                """);
    }

    /// Saves conversations that this transaction has locked.
    public Mono<Void> save(Collection<Conversation> changed) {
        return write(changed, """
                UPDATE conversation c SET live = r.live, subject = r.subject, status = r.status,
                    priority = r.priority, owner = r.owner, lease_epoch = r.lease_epoch, assignee_id = r.assignee_id,
                    question_id = r.question_id, bot_due_at = r.bot_due_at, version = r.version,
                    last_seq = r.last_seq, seen_by_customer = r.seen_by_customer, seen_by_desk = r.seen_by_desk,
                    read = r.read, last_activity_at = r.last_activity_at, closed_at = r.closed_at,
                    archived_at = r.archived_at, snoozed_until = r.snoozed_until
                FROM json_populate_recordset(NULL::conversation, $1::json) r
                WHERE c.account_id = r.account_id AND c.id = r.id AND c.version <= r.version
                    AND c.lease_epoch <= r.lease_epoch AND c.last_seq <= r.last_seq
                """);
    }

    /// Takes the next place in each conversation that the bot still owns under the epoch of its claim; the others are
    /// not among the results. At most one claim a conversation.
    public Flux<Conversation> claimForBot(List<BotClaim> claims, Instant at, Instant nextDue) {
        return database.sql("""
                        WITH claimed AS (
                            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[])
                                AS a (account_id, id, epoch, question_id)
                        ), locked AS (
                            SELECT c.account_id, c.id, a.epoch, a.question_id
                            FROM conversation c JOIN claimed a USING (account_id, id)
                            WHERE c.owner = 'bot' AND c.lease_epoch = a.epoch
                            ORDER BY c.account_id, c.id FOR UPDATE OF c
                        )
                        UPDATE conversation c SET last_seq = c.last_seq + 1, version = c.version + 1,
                            last_activity_at = greatest(c.last_activity_at, $5),
                            bot_due_at = CASE WHEN c.question_id <> l.question_id THEN $6 END,
                            question_id = nullif(c.question_id, l.question_id)
                        FROM locked l
                        WHERE c.account_id = l.account_id AND c.id = l.id
                            AND c.owner = 'bot' AND c.lease_epoch = l.epoch
                        RETURNING \
                        """ + ConversationRow.COLUMNS)
                .bind(0, claims.stream().map(BotClaim::accountId).toArray(UUID[]::new))
                .bind(1, claims.stream().map(BotClaim::conversationId).toArray(UUID[]::new))
                .bind(2, claims.stream().map(BotClaim::epoch).toArray(Long[]::new))
                .bind(3, claims.stream().map(BotClaim::questionId).toArray(UUID[]::new))
                .bind(4, at.atOffset(ZoneOffset.UTC))
                .bind(5, nextDue.atOffset(ZoneOffset.UTC))
                .map(ConversationRow::read)
                .all();
    }

    private Mono<Void> write(Collection<Conversation> conversations, String sql) {
        if (conversations.isEmpty()) {
            return Mono.empty();
        }
        List<ConversationRow> rows =
                conversations.stream().map(ConversationRow::of).toList();
        return database.sql(sql)
                .bind(0, JsonRows.of(rows))
                .fetch()
                .rowsUpdated()
                .filter(written -> written == rows.size())
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("a conversation changed under the transaction that locked it")))
                .then();
    }

    private static String channel(Place place) {
        return place.address().channel().name().toLowerCase(Locale.ROOT);
    }

    private static <T> T[] each(Collection<Place> places, Function<Place, T> part, IntFunction<T[]> array) {
        return places.stream().map(part).toArray(array);
    }
}
