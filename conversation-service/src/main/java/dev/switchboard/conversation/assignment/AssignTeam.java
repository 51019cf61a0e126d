package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.team.Team;
import dev.switchboard.conversation.team.Teams;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Gives a conversation to a team: one of its members is asked, unless one has it already. While a bot owns it, the
/// team waits for the hand-over.
@Service
public class AssignTeam {
    private final DatabaseClient database;
    private final Conversations conversations;
    private final Teams teams;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final Clock clock;

    AssignTeam(
            DatabaseClient database,
            Conversations conversations,
            Teams teams,
            Assignments assignments,
            Ledgers ledgers,
            Clock clock) {
        this.database = database;
        this.conversations = conversations;
        this.teams = teams;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /// @param teamId null takes it from its team and leaves its assignee
    @Transactional
    public Mono<Conversation> assign(UUID accountId, UUID conversationId, @Nullable UUID teamId, Author by) {
        return conversations
                .lock(accountId, conversationId)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Conversation")))
                .flatMap(held -> Mono.deferContextual(context -> {
                    Ledger ledger = new Ledger(clock.instant());
                    ledger.hold(held);
                    return give(held.id(), teamId, by, ledger, Trace.header(context))
                            .then(Mono.defer(() -> ledgers.write(ledger)))
                            .then(Mono.fromSupplier(() -> ledger.conversation(held.id())));
                }));
    }

    /// For a conversation that the ledger holds.
    public Mono<Void> give(UUID conversationId, @Nullable UUID teamId, Author by, Ledger ledger, String trace) {
        Conversation held = ledger.conversation(conversationId);
        if (teamId == null) {
            return forget(held);
        }
        return teams.byId(held.accountId(), teamId)
                .switchIfEmpty(Mono.error(() -> Problem.field("team_id", "does not exist")))
                .flatMap(team -> keep(held, team, ledger.at())
                        .then(assignments.turnsOf(List.of(held.accountId()), List.of(held.id())))
                        .flatMap(turns -> {
                            ask(held, team, by, turns, ledger, trace);
                            return assignments.save(turns);
                        }));
    }

    private static void ask(Conversation held, Team team, Author by, Turns turns, Ledger ledger, String trace) {
        UUID agent = held.lease().agentId();
        if (held.lease().owner() == Owner.BOT
                || held.desk().status().isClosed()
                || (agent != null && team.members().contains(agent))) {
            return;
        }
        String reason = "Given to the team " + team.name();
        if (held.lease().owner() == Owner.QUEUE) {
            Queue.ask(held, turns.offer(held, null, ledger.at()), by, reason, ledger, trace);
            return;
        }
        User next = turns.next(held, ledger.at()).orElse(null);
        Conversation queued = held.queued(next == null ? null : next.userId());
        ledger.change(
                queued,
                ConversationFacts.ownerChanged(queued, next == null ? null : next.name(), by, reason, ledger.at()),
                trace);
    }

    /// The team that a conversation was given to; empty for none.
    public Mono<UUID> teamOf(UUID accountId, UUID conversationId) {
        return database.sql("SELECT team_id FROM conversation_team WHERE account_id = $1 AND conversation_id = $2")
                .bind(0, accountId)
                .bind(1, conversationId)
                .map(row -> new Columns(row).uuid("team_id"))
                .one();
    }

    private Mono<Void> keep(Conversation held, Team team, Instant at) {
        return database.sql("""
                        INSERT INTO conversation_team (account_id, conversation_id, team_id, given_at)
                        VALUES ($1, $2, $3, $4)
                        ON CONFLICT (account_id, conversation_id) DO UPDATE
                        SET team_id = EXCLUDED.team_id, given_at = EXCLUDED.given_at
                        """)
                .bind(0, held.accountId())
                .bind(1, held.id())
                .bind(2, team.id())
                .bind(3, at.atOffset(ZoneOffset.UTC))
                .then();
    }

    private Mono<Void> forget(Conversation held) {
        return database.sql("DELETE FROM conversation_team WHERE account_id = $1 AND conversation_id = $2")
                .bind(0, held.accountId())
                .bind(1, held.id())
                .then();
    }
}
