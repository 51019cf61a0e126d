package dev.switchboard.conversation.transfer;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.MessageKey;
import dev.switchboard.conversation.message.MessageKeys;
import dev.switchboard.conversation.transfer.ImportLine.MessageLine;
import dev.switchboard.conversation.transfer.ImportedMessages.Placed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Imports what was said in conversations that were imported before, in the order of the lines. Nobody is told.
@Service
class ImportMessages {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_NAME = 500;

    private final ImportedIds ids;
    private final Conversations conversations;
    private final MessageKeys keys;
    private final ImportedMessages messages;
    private final Clock clock;

    ImportMessages(
            ImportedIds ids, Conversations conversations, MessageKeys keys, ImportedMessages messages, Clock clock) {
        this.ids = ids;
        this.conversations = conversations;
        this.keys = keys;
        this.messages = messages;
        this.clock = clock;
    }

    private enum Type {
        REPLY,
        NOTE
    }

    record Row(
            String externalId,
            String conversation,
            Author.Kind author,
            @Nullable String authorName,
            boolean note,
            String body,
            Instant createdAt) {}

    private Row row(MessageLine line) {
        Fields fields = new Fields(clock.instant());
        Row row = new Row(
                fields.required("external_id", line.externalId(), Fields.LONGEST_ID),
                fields.required("conversation_external_id", line.conversationExternalId(), Fields.LONGEST_ID),
                fields.constant("author", line.author(), Author.Kind.CUSTOMER),
                fields.optional("author_name", line.authorName(), LONGEST_NAME),
                fields.constant("type", line.type(), Type.REPLY) == Type.NOTE,
                fields.required("body", line.body(), LONGEST_BODY),
                fields.time("created_at", line.createdAt()));
        fields.refuse();
        return row;
    }

    /// The months that the lines need; outside of the chunk's transaction, because a new one waits for everybody.
    Mono<Void> prepare(List<Parsed<MessageLine>> lines) {
        List<Instant> moments = new ArrayList<>();
        for (Parsed<MessageLine> parsed : lines) {
            Fields fields = new Fields(clock.instant());
            String at = parsed.line() == null ? null : parsed.line().createdAt();
            moments.add(fields.time("created_at", at));
        }
        return messages.ensureMonths(moments);
    }

    @Transactional
    Mono<List<ImportResult>> take(UUID accountId, List<Parsed<MessageLine>> lines) {
        Chunk<Row> chunk = new Chunk<>();
        Parsed.into(chunk, lines, MessageLine::externalId, this::row);
        return ids.known(
                        accountId,
                        ImportedIds.Kind.CONVERSATION,
                        chunk.rows().stream().map(Row::conversation).toList())
                .flatMap(known -> conversations
                        .lock(known.values().stream()
                                .distinct()
                                .collect(Collectors.toMap(Function.identity(), _ -> accountId)))
                        .collectMap(Conversation::id)
                        .flatMap(held -> write(accountId, chunk, known, held)))
                .then(Mono.fromSupplier(chunk::results));
    }

    private Mono<Void> write(UUID accountId, Chunk<Row> chunk, Map<String, UUID> known, Map<UUID, Conversation> held) {
        chunk.refuse(row -> fault(row, held.get(known.get(row.conversation()))));
        List<DeduplicationKey> names = chunk.rows().stream()
                .map(row -> name(accountId, row.externalId()))
                .toList();
        return keys.named(names).flatMap(earlier -> {
            Map<UUID, Conversation> now = new HashMap<>(held);
            List<Placed> placed = new ArrayList<>();
            for (Row row : chunk.rows()) {
                DeduplicationKey name = name(accountId, row.externalId());
                MessageKey key = earlier.get(name);
                Conversation conversation = now.get(known.get(row.conversation()));
                if (key != null) {
                    chunk.done(row.externalId(), ImportResult.Outcome.UNCHANGED, key.messageId());
                } else if (conversation != null) {
                    Conversation next = conversation.recorded(row.createdAt());
                    now.put(next.id(), next);
                    Placed message = new Placed(Ids.next(), next, row, name);
                    placed.add(message);
                    chunk.done(row.externalId(), ImportResult.Outcome.CREATED, message.id());
                }
            }
            return messages.add(placed);
        });
    }

    private static @Nullable Problem fault(Row row, @Nullable Conversation conversation) {
        if (conversation == null) {
            return Problem.field("conversation_external_id", "was not imported");
        }
        return row.createdAt().isBefore(conversation.createdAt())
                ? Problem.field("created_at", "should not be before the conversation's")
                : null;
    }

    private static DeduplicationKey name(UUID accountId, String externalId) {
        return new DeduplicationKey(accountId, "import", externalId);
    }
}
