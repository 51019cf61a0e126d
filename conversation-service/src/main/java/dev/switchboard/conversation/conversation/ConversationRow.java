package dev.switchboard.conversation.conversation;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as its table has it.
record ConversationRow(
        UUID accountId,
        UUID id,
        long number,
        UUID customerId,
        UUID inboxId,
        Channel channel,
        String identity,
        String thread,
        boolean live,
        @Nullable String subject,
        Status status,
        Priority priority,
        Owner owner,
        long leaseEpoch,
        @Nullable UUID assigneeId,
        @Nullable UUID questionId,
        @Nullable Instant botDueAt,
        long version,
        long lastSeq,
        long seenByCustomer,
        long seenByDesk,
        boolean read,
        Instant createdAt,
        Instant lastActivityAt,
        @Nullable Instant closedAt,
        @Nullable Instant archivedAt,
        @Nullable Instant snoozedUntil) {
    static final String COLUMNS = """
            c.account_id, c.id, c.number, c.customer_id, c.inbox_id, c.channel, c.identity, c.thread, c.live, c.subject,
            c.status, c.priority, c.owner, c.lease_epoch, c.assignee_id, c.question_id, c.bot_due_at, c.version,
            c.last_seq, c.seen_by_customer, c.seen_by_desk, c.read, c.created_at, c.last_activity_at, c.closed_at,
            c.archived_at, c.snoozed_until
            """;

    static ConversationRow of(Conversation c) {
        return new ConversationRow(
                c.accountId(),
                c.id(),
                c.number(),
                c.customerId(),
                c.address().inboxId(),
                c.address().channel(),
                c.address().identity(),
                thread(c.address()),
                c.live(),
                c.subject(),
                c.desk().status(),
                c.desk().priority(),
                c.lease().owner(),
                c.lease().epoch(),
                c.lease().agentId(),
                c.lease().questionId(),
                c.lease().botDueAt(),
                c.progress().version(),
                c.progress().lastSeq(),
                c.progress().seenByCustomer(),
                c.progress().seenByDesk(),
                c.desk().read(),
                c.createdAt(),
                c.progress().lastActivityAt(),
                c.desk().closedAt(),
                c.desk().archivedAt(),
                c.desk().snoozedUntil());
    }

    static Conversation read(Readable row) {
        Columns c = new Columns(row);
        String thread = c.text("thread");
        return new Conversation(
                c.uuid("account_id"),
                c.uuid("id"),
                c.number("number"),
                new Address(
                        c.uuid("inbox_id"), c.channel("channel"), c.text("identity"), thread.isEmpty() ? null : thread),
                c.uuid("customer_id"),
                c.textOrNull("subject"),
                c.flag("live"),
                c.instant("created_at"),
                new Lease(
                        c.constant("owner", Owner.class),
                        c.number("lease_epoch"),
                        c.uuidOrNull("assignee_id"),
                        c.uuidOrNull("question_id"),
                        c.instantOrNull("bot_due_at")),
                new Progress(
                        c.number("version"),
                        c.number("last_seq"),
                        c.instant("last_activity_at"),
                        c.number("seen_by_customer"),
                        c.number("seen_by_desk")),
                new Desk(
                        c.constant("status", Status.class),
                        c.constant("priority", Priority.class),
                        c.flag("read"),
                        c.instantOrNull("closed_at"),
                        c.instantOrNull("archived_at"),
                        c.instantOrNull("snoozed_until")));
    }

    static String thread(Address address) {
        return address.thread() == null ? "" : address.thread();
    }
}
