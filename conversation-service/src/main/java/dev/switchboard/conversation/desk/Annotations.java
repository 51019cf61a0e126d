package dev.switchboard.conversation.desk;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import dev.switchboard.conversation.tag.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// What is shown beside conversations, by one question for a page of them.
@Repository
public class Annotations {
    private static final TypeReference<List<Tag>> TAGS = new TypeReference<>() {};
    private static final TypeReference<List<Mention>> MENTIONS = new TypeReference<>() {};

    private final DatabaseClient database;

    Annotations(DatabaseClient database) {
        this.database = database;
    }

    /// @param mentions the latest hundred
    public record Annotation(Attributes attributes, List<Tag> tags, List<Mention> mentions) {
        public static final Annotation NONE = new Annotation(Attributes.NONE, List.of(), List.of());
    }

    /// A colleague whom a message of the conversation names.
    public record Mention(
            UUID messageId,
            UUID userId,
            Instant createdAt,
            @Nullable Instant seenAt) {}

    /// By conversation.
    public Mono<Map<UUID, Annotation>> of(UUID accountId, Collection<UUID> conversations) {
        return database.sql("""
                        SELECT c.id, coalesce(c.attributes, '{}')::text AS attributes, coalesce((
                            SELECT json_agg(t ORDER BY t.name_key) FROM tagging g
                            JOIN tag t ON t.account_id = g.account_id AND t.id = g.tag_id
                            WHERE g.account_id = c.account_id AND g.conversation_id = c.id), '[]')::text AS tags,
                        coalesce((SELECT json_agg(latest ORDER BY latest.created_at) FROM (
                            SELECT m.message_id, m.user_id, m.created_at, m.seen_at FROM mention m
                            WHERE m.account_id = c.account_id AND m.conversation_id = c.id
                            ORDER BY m.created_at DESC LIMIT 100) latest), '[]')::text AS mentions
                        FROM conversation c WHERE c.account_id = $1 AND c.id = ANY($2)
                        """)
                .bind(0, accountId)
                .bind(1, conversations.toArray(UUID[]::new))
                .map(row -> new Columns(row))
                .all()
                .collectMap(c -> c.uuid("id"), Annotations::read);
    }

    private static Annotation read(Columns c) {
        return new Annotation(
                new Attributes(JsonRows.read(c.text("attributes"), NotedAttributes.VALUES)),
                JsonRows.read(c.text("tags"), TAGS),
                JsonRows.read(c.text("mentions"), MENTIONS));
    }
}
