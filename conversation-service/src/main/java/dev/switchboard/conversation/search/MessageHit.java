package dev.switchboard.conversation.search;

import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message that matches, with where it stands.
///
/// @param snippet HTML: escaped text with `<mark>` around what was found
@JsonNaming(SnakeCaseStrategy.class)
record MessageHit(
        String object,
        UUID id,
        UUID conversationId,
        long seq,
        String type,
        Sender sender,
        Instant createdAt,
        float rank,
        String snippet,
        Place conversation) {
    /// @param kind customer, agent, bot or system
    record Sender(String kind, @Nullable UUID id, @Nullable String name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Place(
            long number,
            @Nullable String subject,
            String status,
            String priority,
            UUID inboxId,
            UUID customerId,
            @Nullable String customerName,
            Instant lastActivityAt) {}

    static final String COLUMNS = """
            m.id, m.conversation_id, m.seq, m.kind, m.author_kind, m.author_id, m.author_name, m.created_at,
            c.number, c.subject, c.status, c.priority, c.inbox_id, c.customer_id, u.name AS customer_name,
            c.last_activity_at
            """;

    static MessageHit read(Readable row) {
        Columns c = new Columns(row);
        return new MessageHit(
                "message",
                c.uuid("id"),
                c.uuid("conversation_id"),
                c.number("seq"),
                c.text("kind"),
                new Sender(c.text("author_kind"), c.uuidOrNull("author_id"), c.textOrNull("author_name")),
                c.instant("created_at"),
                rank(row),
                Snippet.html(c.text("snippet")),
                new Place(
                        c.number("number"),
                        c.textOrNull("subject"),
                        c.text("status"),
                        c.text("priority"),
                        c.uuid("inbox_id"),
                        c.uuid("customer_id"),
                        c.textOrNull("customer_name"),
                        c.instant("last_activity_at")));
    }

    private static float rank(Readable row) {
        Float rank = row.get("rank", Float.class);
        return rank == null ? 0 : rank;
    }
}
