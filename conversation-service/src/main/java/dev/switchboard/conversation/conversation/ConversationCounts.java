package dev.switchboard.conversation.conversation;

import dev.switchboard.conversation.store.Columns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// The desk's counters. They look at the newest 10,000 open conversations, and count closed ones up to as many: an
/// orientation, at a cost that does not grow with the table.
@Repository
public class ConversationCounts {
    private static final String OPEN = """
            SELECT c.inbox_id, count(*) AS open, count(*) FILTER (WHERE c.assignee_id = $2) AS assigned,
                count(*) FILTER (WHERE c.priority IN ('high', 'urgent')) AS priority,
                count(*) FILTER (WHERE NOT c.read) AS unread,
                count(*) FILTER (WHERE c.assignee_id IS NULL) AS unassigned
            FROM (SELECT inbox_id, assignee_id, priority, read FROM conversation
                WHERE account_id = $1 AND archived_at IS NULL AND closed_at IS NULL
                ORDER BY last_activity_at DESC, id DESC LIMIT 10000) c
            GROUP BY c.inbox_id ORDER BY c.inbox_id
            """;
    private static final String REST = """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM conversation
                    WHERE account_id = $1 AND archived_at IS NULL AND closed_at IS NOT NULL LIMIT 10000) c) AS closed,
                (SELECT count(DISTINCT m.conversation_id) FROM mention m
                    WHERE m.account_id = $1 AND m.user_id = $2 AND m.seen_at IS NULL) AS mentioned,
                count(*) AS snoozed, count(*) FILTER (WHERE c.assignee_id = $2) AS snoozed_assigned,
                count(*) FILTER (WHERE c.assignee_id IS NULL) AS snoozed_unassigned
            FROM (SELECT assignee_id FROM conversation
                WHERE account_id = $1 AND archived_at IS NULL AND status = 'snoozed' LIMIT 10000) c
            """;

    private final DatabaseClient database;

    ConversationCounts(DatabaseClient database) {
        this.database = database;
    }

    /// @param assigned to the user who asks
    /// @param mentioned where the user is named and has not read on
    /// @param unreadByInbox open and unread ones
    /// @param snoozed those of the open ones that sleep
    public record Counts(
            long open,
            long assigned,
            long priority,
            long unread,
            long unassigned,
            long closed,
            long mentioned,
            Map<UUID, Long> unreadByInbox,
            Snoozed snoozed) {}

    /// @param assigned to the user who asks
    public record Snoozed(long all, long assigned, long unassigned) {}

    private record OfInbox(UUID inboxId, long open, long assigned, long priority, long unread, long unassigned) {}

    public Mono<Counts> of(UUID accountId, UUID userId) {
        return database.sql(OPEN)
                .bind(0, accountId)
                .bind(1, userId)
                .map(row -> new Columns(row))
                .all()
                .map(c -> new OfInbox(
                        c.uuid("inbox_id"),
                        c.number("open"),
                        c.number("assigned"),
                        c.number("priority"),
                        c.number("unread"),
                        c.number("unassigned")))
                .collectList()
                .flatMap(open -> database.sql(REST)
                        .bind(0, accountId)
                        .bind(1, userId)
                        .map(row -> new Columns(row))
                        .one()
                        .map(rest -> counts(
                                open,
                                rest.number("closed"),
                                rest.number("mentioned"),
                                new Snoozed(
                                        rest.number("snoozed"),
                                        rest.number("snoozed_assigned"),
                                        rest.number("snoozed_unassigned")))));
    }

    /// All messages of an account.
    public Mono<Long> messages(UUID accountId) {
        return database.sql("SELECT coalesce(sum(last_seq), 0)::bigint FROM conversation WHERE account_id = $1")
                .bind(0, accountId)
                .mapValue(Long.class)
                .one();
    }

    private static Counts counts(List<OfInbox> open, long closed, long mentioned, Snoozed snoozed) {
        Map<UUID, Long> unread = new LinkedHashMap<>();
        open.forEach(inbox -> unread.put(inbox.inboxId(), inbox.unread()));
        return new Counts(
                open.stream().mapToLong(OfInbox::open).sum(),
                open.stream().mapToLong(OfInbox::assigned).sum(),
                open.stream().mapToLong(OfInbox::priority).sum(),
                open.stream().mapToLong(OfInbox::unread).sum(),
                open.stream().mapToLong(OfInbox::unassigned).sum(),
                closed,
                mentioned,
                unread,
                snoozed);
    }
}
