package dev.switchboard.conversation.transfer;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.store.JsonRows;
import dev.switchboard.conversation.transfer.ImportLine.ConversationLine;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Imports conversations of customers that were imported before. They are history: no address leads to them, and
/// nobody is told, so that no bot answers and no provider sends what was said long ago.
@Service
class ImportConversations {
    private static final int LONGEST_SUBJECT = 1_000;

    private final ImportedIds ids;
    private final Conversations conversations;
    private final DatabaseClient database;
    private final Clock clock;

    ImportConversations(ImportedIds ids, Conversations conversations, DatabaseClient database, Clock clock) {
        this.ids = ids;
        this.conversations = conversations;
        this.database = database;
        this.clock = clock;
    }

    private record Row(
            String externalId,
            String customer,
            @Nullable String subject,
            Status status,
            Priority priority,
            Instant createdAt,
            @Nullable Instant closedAt) {}

    private Row row(ConversationLine line) {
        Fields fields = new Fields(clock.instant());
        Status status = fields.constant("status", line.status(), Status.CLOSED);
        Instant createdAt = fields.time("created_at", line.createdAt());
        Instant closedAt = fields.timeOrNull("closed_at", line.closedAt());
        if (closedAt != null && closedAt.isBefore(createdAt)) {
            fields.wrong("closed_at", "should not be before created_at");
        }
        Row row = new Row(
                fields.required("external_id", line.externalId(), Fields.LONGEST_ID),
                fields.required("customer_external_id", line.customerExternalId(), Fields.LONGEST_ID),
                fields.optional("subject", line.subject(), LONGEST_SUBJECT),
                status,
                fields.constant("priority", line.priority(), Priority.MEDIUM),
                createdAt,
                status.isClosed() ? (closedAt == null ? createdAt : closedAt) : null);
        fields.refuse();
        return row;
    }

    @Transactional
    Mono<List<ImportResult>> take(UUID accountId, Inbox inbox, List<Parsed<ConversationLine>> lines) {
        Chunk<Row> chunk = new Chunk<>();
        Parsed.into(chunk, lines, ConversationLine::externalId, this::row);
        return ids.known(
                        accountId,
                        ImportedIds.Kind.CUSTOMER,
                        chunk.rows().stream().map(Row::customer).toList())
                .flatMap(customers -> {
                    chunk.refuse(row -> customers.containsKey(row.customer())
                            ? null
                            : Problem.field("customer_external_id", "was not imported"));
                    return write(accountId, inbox, chunk, customers);
                })
                .then(Mono.fromSupplier(chunk::results));
    }

    private Mono<Void> write(UUID accountId, Inbox inbox, Chunk<Row> chunk, Map<String, UUID> customers) {
        Map<String, UUID> fresh = new LinkedHashMap<>();
        chunk.externalIds().forEach(id -> fresh.put(id, Ids.unguessable()));
        return ids.claim(accountId, ImportedIds.Kind.CONVERSATION, fresh)
                .flatMap(claimed -> insert(accountId, inbox, chunk, customers, claimed)
                        .then(ids.known(accountId, ImportedIds.Kind.CONVERSATION, chunk.externalIds()))
                        .doOnNext(known -> known.forEach((externalId, id) -> chunk.done(
                                externalId,
                                claimed.containsKey(externalId)
                                        ? ImportResult.Outcome.CREATED
                                        : ImportResult.Outcome.UNCHANGED,
                                id))))
                .then();
    }

    private Mono<Void> insert(
            UUID accountId, Inbox inbox, Chunk<Row> chunk, Map<String, UUID> customers, Map<String, UUID> claimed) {
        if (claimed.isEmpty()) {
            return Mono.empty();
        }
        return conversations.drawNumbers(Map.of(accountId, claimed.size())).flatMap(drawn -> {
            long number = drawn.getOrDefault(accountId, 0L) - claimed.size();
            List<TableRow> rows = new ArrayList<>();
            for (Row row : chunk.rows()) {
                UUID id = claimed.get(row.externalId());
                UUID customer = customers.get(row.customer());
                if (id != null && customer != null) {
                    rows.add(TableRow.of(accountId, inbox, row, id, ++number, customer));
                }
            }
            return database.sql(TableRow.INSERT).bind(0, JsonRows.of(rows)).then();
        });
    }

    private record TableRow(
            UUID accountId,
            UUID id,
            long number,
            UUID customerId,
            UUID inboxId,
            String channel,
            String identity,
            @Nullable String subject,
            String status,
            String priority,
            Instant createdAt,
            @Nullable Instant closedAt) {
        static final String INSERT = """
                INSERT INTO conversation (account_id, id, number, customer_id, inbox_id, channel, identity, thread, live,
                    subject, status, priority, owner, lease_epoch, version, last_seq, seen_by_customer, seen_by_desk,
                    read, created_at, last_activity_at, closed_at)
                SELECT account_id, id, number, customer_id, inbox_id, channel, identity, '', false, subject, status,
                    priority, 'queue', 1, 1, 0, 0, 0, true, created_at, created_at, closed_at
                FROM json_populate_recordset(NULL::conversation, $1::json)
                """;

        static TableRow of(UUID accountId, Inbox inbox, Row row, UUID id, long number, UUID customer) {
            return new TableRow(
                    accountId,
                    id,
                    number,
                    customer,
                    inbox.inboxId(),
                    inbox.channel().name().toLowerCase(Locale.ROOT),
                    "imported:" + id,
                    row.subject(),
                    row.status().wire(),
                    row.priority().wire(),
                    row.createdAt(),
                    row.closedAt());
        }
    }
}
