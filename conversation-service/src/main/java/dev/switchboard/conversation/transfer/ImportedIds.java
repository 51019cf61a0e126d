package dev.switchboard.conversation.transfer;

import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Which id here belongs to an id of the system that something was imported from.
@Repository
class ImportedIds {
    enum Kind {
        CUSTOMER,
        CONVERSATION;

        private String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final DatabaseClient database;

    ImportedIds(DatabaseClient database) {
        this.database = database;
    }

    Mono<Map<String, UUID>> known(UUID accountId, Kind kind, Collection<String> externalIds) {
        return database.sql("""
                        SELECT external_id, id FROM imported
                        WHERE account_id = $1 AND kind = $2 AND external_id = ANY($3)
                        """)
                .bind(0, accountId)
                .bind(1, kind.wire())
                .bind(2, externalIds.toArray(String[]::new))
                .map(ImportedIds::entry)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /// Gives the ids to those that have none yet, in the running transaction: these alone are in the result. Whoever
    /// imports the same at the same moment waits, and then finds them known.
    Mono<Map<String, UUID>> claim(UUID accountId, Kind kind, Map<String, UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        INSERT INTO imported (account_id, kind, external_id, id)
                        SELECT $1, $2, external_id, id FROM unnest($3::text[], $4::uuid[]) AS t (external_id, id)
                        ORDER BY external_id
                        ON CONFLICT DO NOTHING RETURNING external_id, id
                        """)
                .bind(0, accountId)
                .bind(1, kind.wire())
                .bind(2, ids.keySet().toArray(String[]::new))
                .bind(3, ids.values().toArray(UUID[]::new))
                .map(ImportedIds::entry)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Map.Entry<String, UUID> entry(Readable row) {
        Columns c = new Columns(row);
        return Map.entry(c.text("external_id"), c.uuid("id"));
    }
}
