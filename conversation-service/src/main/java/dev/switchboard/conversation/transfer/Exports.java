package dev.switchboard.conversation.transfer;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.transfer.ExportLine.ConversationLine;
import dev.switchboard.conversation.transfer.ExportLine.CustomerLine;
import dev.switchboard.conversation.transfer.ExportLine.MessageLine;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Pages of everything that an account has, in the order of ids. No statement lasts longer than its page, however slow
/// the reader is.
@Repository
class Exports {
    private static final int PAGE = 500;
    /// Messages may have 64 KB each.
    private static final int MESSAGES = 200;

    private static final UUID FIRST = new UUID(0, 0);

    private final DatabaseClient database;

    Exports(DatabaseClient database) {
        this.database = database;
    }

    Flux<List<CustomerLine>> customers(UUID accountId, @Nullable UUID after) {
        return byId(accountId, after, """
                SELECT id, external_id, name, email, phone, created_at, updated_at
                FROM customer WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3
                """, Exports::customer, CustomerLine::id);
    }

    Flux<List<ConversationLine>> conversations(UUID accountId, @Nullable UUID after) {
        return byId(accountId, after, """
                SELECT id, number, customer_id, inbox_id, channel, subject, status, priority, assignee_id, created_at,
                    last_activity_at, closed_at
                FROM conversation WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3
                """, Exports::conversation, ConversationLine::id);
    }

    private <T> Flux<List<T>> byId(
            UUID accountId, @Nullable UUID after, String sql, Function<Readable, T> line, Function<T, UUID> id) {
        Function<UUID, Mono<List<T>>> page = last -> database.sql(sql)
                .bind(0, accountId)
                .bind(1, last)
                .bind(2, PAGE)
                .map(line)
                .all()
                .collectList()
                .filter(lines -> !lines.isEmpty());
        return page.apply(after == null ? FIRST : after)
                .expand(lines -> lines.size() < PAGE ? Mono.empty() : page.apply(id.apply(lines.getLast())));
    }

    /// A place behind a message.
    record Position(UUID conversationId, long seq) {}

    private record Slot(Position position, @Nullable MessageLine line) {}

    Flux<List<MessageLine>> messages(UUID accountId, @Nullable Position after) {
        Position start = after == null ? new Position(FIRST, 0) : after;
        return slots(accountId, start)
                .expand(slots -> slots.isEmpty()
                        ? Mono.empty()
                        : slots(accountId, slots.getLast().position()))
                .map(slots -> slots.stream()
                        .map(Slot::line)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList());
    }

    /// A conversation without further messages has a slot without a line; no slots where nothing follows.
    private Mono<List<Slot>> slots(UUID accountId, Position from) {
        return database.sql("""
                        SELECT c.id AS conversation_id, m.* FROM (
                            SELECT id, account_id, created_at FROM conversation
                            WHERE account_id = $1 AND id >= $2 ORDER BY id LIMIT $4) c
                        LEFT JOIN LATERAL (
                            SELECT m.id, m.seq, m.author_kind, m.author_name, m.kind, m.body, m.transcript,
                                jsonb_path_query_array(m.attachments, '$[*].name')::text AS files, m.created_at
                            FROM message m
                            WHERE m.account_id = c.account_id AND m.conversation_id = c.id
                                AND m.created_at >= c.created_at AND (c.id > $2 OR m.seq > $3)
                            ORDER BY m.seq LIMIT $4) m ON true
                        ORDER BY c.id, m.seq LIMIT $4
                        """)
                .bind(0, accountId)
                .bind(1, from.conversationId())
                .bind(2, from.seq())
                .bind(3, MESSAGES)
                .map(row -> slot(row, from))
                .all()
                .collectList()
                .map(slots -> slots.isEmpty() || slots.getLast().position().equals(from) ? List.of() : slots);
    }

    private static Slot slot(Readable row, Position from) {
        Columns c = new Columns(row);
        UUID conversation = c.uuid("conversation_id");
        UUID id = c.uuidOrNull("id");
        if (id == null) {
            boolean known = conversation.equals(from.conversationId());
            return new Slot(known ? from : new Position(conversation, 0), null);
        }
        String files = c.text("files");
        MessageLine line = new MessageLine(
                id,
                conversation,
                c.number("seq"),
                c.text("author_kind"),
                c.textOrNull("author_name"),
                c.text("kind"),
                c.text("body"),
                c.textOrNull("transcript"),
                files.equals("[]") ? null : files,
                c.instant("created_at"));
        return new Slot(new Position(conversation, line.seq()), line);
    }

    private static CustomerLine customer(Readable row) {
        Columns c = new Columns(row);
        return new CustomerLine(
                c.uuid("id"),
                c.textOrNull("external_id"),
                c.textOrNull("name"),
                c.textOrNull("email"),
                c.textOrNull("phone"),
                c.instant("created_at"),
                c.instant("updated_at"));
    }

    private static ConversationLine conversation(Readable row) {
        Columns c = new Columns(row);
        return new ConversationLine(
                c.uuid("id"),
                c.number("number"),
                c.uuid("customer_id"),
                c.uuid("inbox_id"),
                c.text("channel"),
                c.textOrNull("subject"),
                c.text("status"),
                c.text("priority"),
                c.uuidOrNull("assignee_id"),
                c.instant("created_at"),
                c.instant("last_activity_at"),
                c.instantOrNull("closed_at"));
    }
}
