package dev.switchboard.conversation.assignment;

import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The turns of the accounts, locked after the conversations and in the order of the accounts, and the decisions.
@Repository
public class Assignments {
    private final DatabaseClient database;
    private final Directory directory;
    private final AssignmentSettings settings;

    Assignments(DatabaseClient database, Directory directory, AssignmentSettings settings) {
        this.database = database;
        this.directory = directory;
        this.settings = settings;
    }

    public Mono<Turns> turnsOf(Collection<UUID> accounts) {
        if (accounts.isEmpty()) {
            return Mono.just(new Turns(settings.policy(), directory, Map.of()));
        }
        return database.sql("""
                        INSERT INTO assignment_turn AS t (account_id, last_number)
                        SELECT DISTINCT a, 0 FROM unnest($1::uuid[]) a ORDER BY a
                        ON CONFLICT (account_id) DO UPDATE SET last_number = t.last_number
                        RETURNING t.account_id, t.last_number::bigint
                        """)
                .bind(0, accounts.toArray(UUID[]::new))
                .map(row -> new Columns(row))
                .all()
                .collectMap(row -> row.uuid("account_id"), row -> Math.toIntExact(row.number("last_number")))
                .map(last -> new Turns(settings.policy(), directory, last));
    }

    /// Once the conversations are written.
    public Mono<Void> save(Turns turns) {
        if (turns.decisions().isEmpty()) {
            return Mono.empty();
        }
        List<TurnRow> rows = turns.last().entrySet().stream()
                .map(e -> new TurnRow(e.getKey(), e.getValue()))
                .toList();
        return Flux.concat(write("""
                                UPDATE assignment_turn t SET last_number = r.last_number
                                FROM json_populate_recordset(NULL::assignment_turn, $1::json) r
                                WHERE t.account_id = r.account_id
                                """, rows), write("""
                                INSERT INTO assignment_decision (account_id, conversation_id, lease_epoch, policy,
                                    candidates, chosen_id, reason, decided_at)
                                SELECT account_id, conversation_id, lease_epoch, policy,
                                    candidates, chosen_id, reason, decided_at
                                FROM json_populate_recordset(NULL::assignment_decision, $1::json)
                                """, turns.decisions())).then();
    }

    private Mono<Void> write(String sql, Collection<?> rows) {
        return database.sql(sql).bind(0, JsonRows.of(rows)).then();
    }

    private record TurnRow(UUID accountId, int lastNumber) {}
}
