package dev.switchboard.conversation.message;

import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Finds recorded messages by what their senders call them, or by id.
@Repository
public class MessageKeys {
    private static final String COLUMNS = """
            k.account_id, k.conversation_id, k.seq, k.message_id, k.created_at, k.scope, k.key,
            encode(k.body_hash, 'hex') AS body_hash
            """;

    private final DatabaseClient database;

    MessageKeys(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Map<DeduplicationKey, MessageKey>> named(Collection<DeduplicationKey> names) {
        if (names.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("SELECT " + COLUMNS + """
                        FROM unnest($1::uuid[], $2::text[], $3::text[]) AS a (account_id, scope, key)
                        JOIN message_key k USING (account_id, scope, key)
                        """)
                .bind(0, names.stream().map(DeduplicationKey::accountId).toArray(UUID[]::new))
                .bind(1, names.stream().map(DeduplicationKey::scope).toArray(String[]::new))
                .bind(2, names.stream().map(DeduplicationKey::key).toArray(String[]::new))
                .map(row -> Map.entry(name(row), read(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// @param accounts account by message
    public Flux<MessageKey> ofMessages(Map<UUID, UUID> accounts) {
        return database.sql("SELECT " + COLUMNS + """
                        FROM unnest($1::uuid[], $2::uuid[]) AS a (account_id, message_id)
                        JOIN message_key k USING (account_id, message_id)
                        """)
                .bind(0, accounts.values().toArray(UUID[]::new))
                .bind(1, accounts.keySet().toArray(UUID[]::new))
                .map(MessageKeys::read)
                .all();
    }

    private static MessageKey read(Readable row) {
        Columns c = new Columns(row);
        return new MessageKey(
                c.uuid("account_id"),
                c.uuid("conversation_id"),
                c.number("seq"),
                c.uuid("message_id"),
                c.instant("created_at"),
                c.textOrNull("key") == null ? null : name(row),
                c.text("body_hash"));
    }

    private static DeduplicationKey name(Readable row) {
        Columns c = new Columns(row);
        return new DeduplicationKey(c.uuid("account_id"), c.text("scope"), c.text("key"));
    }
}
