package dev.switchboard.conversation.assignment;

import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.hours.WorkCalendars;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import dev.switchboard.conversation.team.Team;
import dev.switchboard.conversation.team.Teams;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The turns of the accounts, locked after the conversations and in the order of the accounts, and the decisions.
@Repository
public class Assignments {
    private static final TypeReference<List<AssignmentDecision.Considered>> CANDIDATES = new TypeReference<>() {};
    /// The latest ones of a conversation.
    private static final int SHOWN = 100;

    private final DatabaseClient database;
    private final Directory directory;
    private final Routings routings;
    private final WorkCalendars calendars;
    private final Teams teams;
    private final WaitingConversations waiting;

    Assignments(
            DatabaseClient database,
            Directory directory,
            Routings routings,
            WorkCalendars calendars,
            Teams teams,
            WaitingConversations waiting) {
        this.database = database;
        this.directory = directory;
        this.routings = routings;
        this.calendars = calendars;
        this.teams = teams;
        this.waiting = waiting;
    }

    /// @param conversations whose teams are asked first, as far as they exist already
    public Mono<Turns> turnsOf(Collection<UUID> accounts, Collection<UUID> conversations) {
        if (accounts.isEmpty()) {
            return Mono.just(new Turns(directory, Floor.empty(routings.otherwise()), routings.settings(), Map.of()));
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
                .flatMap(last -> floor(accounts, conversations)
                        .map(floor -> new Turns(directory, floor, routings.settings(), last)));
    }

    /// Read once the turns are locked: nobody else chooses for these accounts meanwhile.
    private Mono<Floor> floor(Collection<UUID> accounts, Collection<UUID> conversations) {
        return routings.of(accounts)
                .flatMap(set -> Mono.zip(
                                calendars.of(accounts),
                                teams.of(accounts).collectMap(Team::id),
                                teamsOf(accounts, conversations),
                                away(accounts),
                                set.values().stream().anyMatch(Routing::asksForLoad)
                                        ? load(accounts)
                                        : Mono.just(Map.<UUID, Integer>of()))
                        .map(t -> new Floor(
                                routings.otherwise(),
                                set,
                                t.getT1(),
                                t.getT2(),
                                t.getT3(),
                                Set.copyOf(t.getT4()),
                                t.getT5())));
    }

    private Mono<Map<UUID, UUID>> teamsOf(Collection<UUID> accounts, Collection<UUID> conversations) {
        return database.sql("""
                        SELECT conversation_id, team_id FROM conversation_team
                        WHERE account_id = ANY($1) AND conversation_id = ANY($2)
                        """)
                .bind(0, accounts.toArray(UUID[]::new))
                .bind(1, conversations.toArray(UUID[]::new))
                .map(row -> new Columns(row))
                .all()
                .collectMap(row -> row.uuid("conversation_id"), row -> row.uuid("team_id"));
    }

    private Mono<List<UUID>> away(Collection<UUID> accounts) {
        return database.sql("SELECT user_id FROM agent_availability WHERE account_id = ANY($1) AND status = 'away'")
                .bind(0, accounts.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collectList();
    }

    private Mono<Map<UUID, Integer>> load(Collection<UUID> accounts) {
        return database.sql("""
                        SELECT assignee_id, count(*) AS load FROM conversation
                        WHERE account_id = ANY($1) AND assignee_id IS NOT NULL AND closed_at IS NULL
                            AND status IN ('new', 'open')
                        GROUP BY assignee_id
                        """)
                .bind(0, accounts.toArray(UUID[]::new))
                .map(row -> new Columns(row))
                .all()
                .collectMap(row -> row.uuid("assignee_id"), row -> Math.toIntExact(row.number("load")));
    }

    /// Once the conversations are written.
    public Mono<Void> save(Turns turns) {
        List<TurnRow> rows = turns.last().entrySet().stream()
                .map(e -> new TurnRow(e.getKey(), e.getValue()))
                .toList();
        Mono<Void> last = turns.decisions().isEmpty() ? Mono.empty() : write("""
                UPDATE assignment_turn t SET last_number = r.last_number
                FROM json_populate_recordset(NULL::assignment_turn, $1::json) r
                WHERE t.account_id = r.account_id
                """, rows);
        return Flux.concat(
                        last, decided(turns.decisions()), waiting.remove(turns.served()), waiting.save(turns.waiting()))
                .then();
    }

    /// Decisions that were made without a policy.
    Mono<Void> decided(List<AssignmentDecision> decisions) {
        return decisions.isEmpty() ? Mono.empty() : write("""
                INSERT INTO assignment_decision (account_id, conversation_id, lease_epoch, policy,
                    candidates, chosen_id, reason, decided_at)
                SELECT account_id, conversation_id, lease_epoch, policy,
                    candidates, chosen_id, reason, decided_at
                FROM json_populate_recordset(NULL::assignment_decision, $1::json)
                """, decisions);
    }

    /// Latest first.
    public Flux<AssignmentDecision> of(UUID accountId, UUID conversationId) {
        return database.sql("""
                        SELECT account_id, conversation_id, lease_epoch, policy, candidates::text, chosen_id, reason,
                            decided_at
                        FROM assignment_decision WHERE account_id = $1 AND conversation_id = $2
                        ORDER BY id DESC LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, conversationId)
                .bind(2, SHOWN)
                .map(Assignments::read)
                .all();
    }

    private static AssignmentDecision read(Readable row) {
        Columns c = new Columns(row);
        return new AssignmentDecision(
                c.uuid("account_id"),
                c.uuid("conversation_id"),
                c.number("lease_epoch"),
                c.text("policy"),
                JsonRows.read(c.text("candidates"), CANDIDATES),
                c.uuidOrNull("chosen_id"),
                c.text("reason"),
                c.instant("decided_at"));
    }

    private Mono<Void> write(String sql, Collection<?> rows) {
        return database.sql(sql).bind(0, JsonRows.of(rows)).then();
    }

    private record TurnRow(UUID accountId, int lastNumber) {}
}
