package dev.switchboard.conversation.message;

import dev.switchboard.conversation.attachment.FileLinks;
import dev.switchboard.conversation.conversation.Conversation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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

    /// The last place before what was recorded after a moment, looking back over at most `limit` messages.
    public Mono<Long> placeAt(Conversation conversation, Instant moment, int limit) {
        return database.sql("""
                        SELECT coalesce(min(seq) FILTER (WHERE created_at > $5) - 1, $4) AS place FROM (
                            SELECT m.seq, m.created_at FROM message m
                            WHERE m.account_id = $1 AND m.conversation_id = $2 AND m.created_at >= $3 AND m.seq <= $4
                            ORDER BY m.seq DESC LIMIT $6) latest
                        """)
                .bind(0, conversation.accountId())
                .bind(1, conversation.id())
                .bind(2, conversation.createdAt().atOffset(ZoneOffset.UTC))
                .bind(3, conversation.progress().lastSeq())
                .bind(4, moment.atOffset(ZoneOffset.UTC))
                .bind(5, limit)
                .mapValue(Long.class)
                .one();
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
