package dev.switchboard.conversation.desk;

import dev.switchboard.conversation.store.JsonRows;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The attributes of conversations, which are read and written apart from them.
@Repository
class NotedAttributes {
    static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final DatabaseClient database;

    NotedAttributes(DatabaseClient database) {
        this.database = database;
    }

    Mono<Attributes> of(UUID accountId, UUID id) {
        return database.sql("""
                        SELECT coalesce(c.attributes, '{}')::text AS attributes FROM conversation c
                        WHERE c.account_id = $1 AND c.id = $2
                        """)
                .bind(0, accountId)
                .bind(1, id)
                .mapValue(String.class)
                .one()
                .map(json -> new Attributes(JsonRows.read(json, VALUES)));
    }

    Mono<Void> save(UUID accountId, UUID id, Attributes attributes) {
        return database.sql("UPDATE conversation SET attributes = $3::jsonb WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .bind(2, JsonRows.json(attributes.values()))
                .then();
    }
}
