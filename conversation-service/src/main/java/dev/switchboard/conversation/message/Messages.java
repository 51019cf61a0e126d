package dev.switchboard.conversation.message;

import dev.switchboard.conversation.attachment.FileLinks;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Questions about recorded messages.
@Repository
public class Messages {
    private static final String OF_CONVERSATION = "SELECT " + MessageRow.COLUMNS + """
            FROM message m WHERE m.account_id = $1 AND m.conversation_id = $2 AND m.created_at >= $3
            """;

    private final DatabaseClient database;
    private final MessageKeys keys;
    private final FileLinks links;

    Messages(DatabaseClient database, MessageKeys keys, FileLinks links) {
        this.database = database;
        this.keys = keys;
        this.links = links;
    }

    /// Messages after a place and up to the last one that `conversation` knows, in order.
    public Flux<Message> after(Conversation conversation, long seq, int limit) {
        return of(conversation, "AND m.seq > $4 AND m.seq <= $5 ORDER BY m.seq LIMIT $6")
                .bind(3, seq)
                .bind(4, conversation.progress().lastSeq())
                .bind(5, limit)
                .map(row -> MessageRow.read(row, links))
                .all();
    }

    /// What a conversation holds after a place.
    ///
    /// @param after the last `seq` that is known, never beyond the conversation's last
    public record Tail(Conversation conversation, long after) {
        public static Tail of(Conversation conversation, long after) {
            return new Tail(
                    conversation, Math.clamp(after, 0, conversation.progress().lastSeq()));
        }

        public long length() {
            return conversation.progress().lastSeq() - after;
        }
    }

    /// The messages of each tail, in order: at most `limit` of each, at most `together` in all and then the first of
    /// each before the second of any.
    public Mono<Map<Tail, List<Message>>> after(Collection<Tail> tails, int limit, int together) {
        if (tails.isEmpty()) {
            return Mono.just(Map.of());
        }
        List<Tail> all = List.copyOf(tails);
        return database.sql("SELECT a.n, " + MessageRow.COLUMNS + """
                        FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::bigint[])
                            WITH ORDINALITY AS a (account_id, conversation_id, begun_at, after, last, n)
                        CROSS JOIN LATERAL (
                            SELECT * FROM message m
                            WHERE m.account_id = a.account_id AND m.conversation_id = a.conversation_id
                                AND m.created_at >= a.begun_at AND m.seq > a.after AND m.seq <= a.last
                            ORDER BY m.seq LIMIT $6) m
                        ORDER BY m.seq - a.after LIMIT $7
                        """)
                .bind(0, each(all, tail -> tail.conversation().accountId()).toArray(UUID[]::new))
                .bind(1, each(all, tail -> tail.conversation().id()).toArray(UUID[]::new))
                .bind(2, each(all, tail -> begun(tail.conversation())).toArray(OffsetDateTime[]::new))
                .bind(3, each(all, Tail::after).toArray(Long[]::new))
                .bind(
                        4,
                        each(all, tail -> tail.conversation().progress().lastSeq())
                                .toArray(Long[]::new))
                .bind(5, limit)
                .bind(6, Math.max(together, all.size()))
                .map(row -> Map.entry(all.get(index(row)), MessageRow.read(row, links)))
                .all()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /// A time in a conversation.
    public record Moment(Conversation conversation, Instant at) {}

    /// The last place before what was recorded after each moment, looking back over at most `limit` messages.
    public Mono<Map<Moment, Long>> placesAt(Collection<Moment> moments, int limit) {
        if (moments.isEmpty()) {
            return Mono.just(Map.of());
        }
        List<Moment> all = List.copyOf(moments);
        return database.sql("""
                        SELECT a.n, coalesce(min(m.seq) FILTER (WHERE m.created_at > a.moment) - 1, a.last) AS place
                        FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::timestamptz[])
                            WITH ORDINALITY AS a (account_id, conversation_id, begun_at, last, moment, n)
                        LEFT JOIN LATERAL (
                            SELECT m.seq, m.created_at FROM message m
                            WHERE m.account_id = a.account_id AND m.conversation_id = a.conversation_id
                                AND m.created_at >= a.begun_at AND m.seq <= a.last
                            ORDER BY m.seq DESC LIMIT $6) m ON true
                        GROUP BY a.n, a.last
                        """)
                .bind(0, each(all, moment -> moment.conversation().accountId()).toArray(UUID[]::new))
                .bind(1, each(all, moment -> moment.conversation().id()).toArray(UUID[]::new))
                .bind(2, each(all, moment -> begun(moment.conversation())).toArray(OffsetDateTime[]::new))
                .bind(
                        3,
                        each(all, moment -> moment.conversation().progress().lastSeq())
                                .toArray(Long[]::new))
                .bind(
                        4,
                        each(all, moment -> moment.at().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .bind(5, limit)
                .map(row -> Map.entry(all.get(index(row)), new Columns(row).number("place")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static int index(Readable row) {
        return (int) new Columns(row).number("n") - 1;
    }

    private static OffsetDateTime begun(Conversation conversation) {
        return conversation.createdAt().atOffset(ZoneOffset.UTC);
    }

    /// The latest messages before a place, in order.
    public Mono<List<Message>> before(Conversation conversation, long seq, int limit) {
        return of(conversation, "AND m.seq < $4 ORDER BY m.seq DESC LIMIT $5")
                .bind(3, seq)
                .bind(4, limit)
                .map(row -> MessageRow.read(row, links))
                .all()
                .collectSortedList(Comparator.comparingLong(Message::seq));
    }

    public Mono<Message> byId(UUID accountId, UUID messageId) {
        return keys.ofMessages(Map.of(messageId, accountId))
                .collectList()
                .flatMapMany(this::at)
                .singleOrEmpty();
    }

    public Flux<Message> at(Collection<MessageKey> places) {
        return database.sql("SELECT " + MessageRow.COLUMNS + """
                        FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[])
                            AS a (account_id, conversation_id, seq, created_at)
                        JOIN message m USING (account_id, conversation_id, seq, created_at)
                        """)
                .bind(0, each(places, MessageKey::accountId).toArray(UUID[]::new))
                .bind(1, each(places, MessageKey::conversationId).toArray(UUID[]::new))
                .bind(2, each(places, MessageKey::seq).toArray(Long[]::new))
                .bind(
                        3,
                        each(places, key -> key.createdAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .map(row -> MessageRow.read(row, links))
                .all();
    }

    /// The last message of each conversation, by conversation.
    public Mono<Map<UUID, Message>> lastOf(Collection<Conversation> conversations) {
        return database.sql("SELECT " + MessageRow.COLUMNS + """
                        FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[])
                            AS a (account_id, conversation_id, seq, begun_at)
                        JOIN message m USING (account_id, conversation_id, seq)
                        WHERE m.created_at >= a.begun_at
                        """)
                .bind(0, each(conversations, Conversation::accountId).toArray(UUID[]::new))
                .bind(1, each(conversations, Conversation::id).toArray(UUID[]::new))
                .bind(2, each(conversations, c -> c.progress().lastSeq()).toArray(Long[]::new))
                .bind(
                        3,
                        each(conversations, c -> c.createdAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .map(row -> MessageRow.read(row, links))
                .all()
                .collectMap(Message::conversationId);
    }

    private DatabaseClient.GenericExecuteSpec of(Conversation conversation, String rest) {
        return database.sql(OF_CONVERSATION + rest)
                .bind(0, conversation.accountId())
                .bind(1, conversation.id())
                .bind(2, conversation.createdAt().atOffset(ZoneOffset.UTC));
    }

    private static <T, R> List<R> each(Collection<T> all, Function<T, R> part) {
        return all.stream().map(part).toList();
    }
}
