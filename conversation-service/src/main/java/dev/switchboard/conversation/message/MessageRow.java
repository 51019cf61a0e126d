package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Source;
import dev.switchboard.conversation.attachment.FileLinks;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// A message as its table has it when it is recorded.
record MessageRow(
        UUID accountId,
        UUID conversationId,
        long seq,
        UUID id,
        long version,
        Owner owner,
        long leaseEpoch,
        Author.Kind authorKind,
        @Nullable UUID authorId,
        @Nullable String authorName,
        @Nullable Integer authorNumber,
        MessageCreated.Kind kind,
        String body,
        List<Attachment> attachments,
        List<Source> sources,
        Map<String, String> metadata,
        @Nullable String deduplicationKey,
        @Nullable UUID inReplyTo,
        @Nullable Instant sentAt,
        Instant createdAt) {
    static final String COLUMNS = """
            m.account_id, m.conversation_id, m.seq, m.id, m.version, m.owner, m.lease_epoch, m.author_kind, m.author_id,
            m.author_name, m.author_number, m.kind, m.body, m.attachments::text, m.sources::text, m.metadata::text,
            m.deduplication_key, m.in_reply_to, m.sent_at, m.created_at, m.seen_at, m.delivery_status,
            m.delivery_reason, m.delivery_round, m.provider_message_id, m.transcript, m.edited_at, m.deleted_at
            """;
    private static final TypeReference<List<Attachment>> ATTACHMENTS = new TypeReference<>() {};
    private static final TypeReference<List<Source>> SOURCES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    static MessageRow of(Message m) {
        return new MessageRow(
                m.accountId(),
                m.conversationId(),
                m.seq(),
                m.id(),
                m.version(),
                m.owner(),
                m.leaseEpoch(),
                m.author().kind(),
                m.author().id(),
                m.author().name(),
                m.author().number(),
                m.kind(),
                m.body(),
                m.attachments(),
                m.sources(),
                m.metadata(),
                m.deduplicationKey(),
                m.inReplyTo(),
                m.sentAt(),
                m.createdAt());
    }

    static Message read(Readable row, FileLinks links) {
        Columns c = new Columns(row);
        return new Message(
                c.uuid("account_id"),
                c.uuid("conversation_id"),
                c.number("seq"),
                c.uuid("id"),
                c.number("version"),
                c.constant("owner", Owner.class),
                c.number("lease_epoch"),
                new Author(
                        c.constant("author_kind", Author.Kind.class),
                        c.uuidOrNull("author_id"),
                        c.textOrNull("author_name"),
                        c.integerOrNull("author_number")),
                c.constant("kind", MessageCreated.Kind.class),
                c.text("body"),
                links.fresh(c.uuid("account_id"), JsonRows.read(c.text("attachments"), ATTACHMENTS)),
                JsonRows.read(c.text("sources"), SOURCES),
                JsonRows.read(c.text("metadata"), METADATA),
                c.textOrNull("deduplication_key"),
                c.uuidOrNull("in_reply_to"),
                c.instantOrNull("sent_at"),
                c.instant("created_at"),
                c.instantOrNull("seen_at"),
                delivery(c),
                c.textOrNull("transcript"),
                c.instantOrNull("edited_at"),
                c.instantOrNull("deleted_at"));
    }

    private static @Nullable Delivery delivery(Columns c) {
        DeliveryUpdated.Status status = c.constantOrNull("delivery_status", DeliveryUpdated.Status.class);
        return status == null
                ? null
                : new Delivery(status, c.textOrNull("delivery_reason"), c.textOrNull("provider_message_id"), (int)
                        c.number("delivery_round"));
    }
}
