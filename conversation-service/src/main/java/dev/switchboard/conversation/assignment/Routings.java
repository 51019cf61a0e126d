package dev.switchboard.conversation.assignment;

import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How the accounts and their inboxes want agents to be found.
@Repository
public class Routings {
    private final DatabaseClient database;
    private final AssignmentSettings settings;
    private final Clock clock;

    Routings(DatabaseClient database, AssignmentSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param scopeId the inbox, or the account for its default
    public record Kept(UUID accountId, UUID scopeId, Routing routing) {}

    AssignmentSettings settings() {
        return settings;
    }

    /// For accounts that have said nothing.
    public Routing otherwise() {
        return Routing.by(settings.policy());
    }

    /// By scope.
    Mono<Map<UUID, Routing>> of(Collection<UUID> accounts) {
        return list(accounts).collectMap(Kept::scopeId, Kept::routing);
    }

    public Flux<Kept> list(Collection<UUID> accounts) {
        return database.sql("""
                        SELECT account_id, scope_id, policy, capacity, team_id, within_hours,
                            coalesce(patience_seconds, 0) AS patience
                        FROM assignment_setting WHERE account_id = ANY($1) ORDER BY account_id, scope_id
                        """)
                .bind(0, accounts.toArray(UUID[]::new))
                .map(Routings::read)
                .all();
    }

    public Mono<Void> put(Kept kept) {
        Routing routing = kept.routing();
        Duration patience = routing.patience();
        return database.sql("""
                        INSERT INTO assignment_setting (account_id, scope_id, policy, capacity, team_id, within_hours,
                            patience_seconds, updated_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        ON CONFLICT (account_id, scope_id) DO UPDATE SET policy = EXCLUDED.policy,
                            capacity = EXCLUDED.capacity, team_id = EXCLUDED.team_id,
                            within_hours = EXCLUDED.within_hours, patience_seconds = EXCLUDED.patience_seconds,
                            updated_at = EXCLUDED.updated_at
                        """)
                .bind(0, kept.accountId())
                .bind(1, kept.scopeId())
                .bind(2, routing.policy().text())
                .bind(3, Parameter.fromOrEmpty(routing.capacity(), Integer.class))
                .bind(4, Parameter.fromOrEmpty(routing.teamId(), UUID.class))
                .bind(5, routing.withinHours())
                .bind(6, Parameter.fromOrEmpty(patience == null ? null : patience.toSeconds(), Long.class))
                .bind(7, clock.instant().atOffset(ZoneOffset.UTC))
                .then();
    }

    /// Whether there was one.
    public Mono<Boolean> remove(UUID accountId, UUID scopeId) {
        return database.sql("DELETE FROM assignment_setting WHERE account_id = $1 AND scope_id = $2")
                .bind(0, accountId)
                .bind(1, scopeId)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed == 1);
    }

    private static Kept read(Readable row) {
        Columns c = new Columns(row);
        long patience = c.number("patience");
        return new Kept(
                c.uuid("account_id"),
                c.uuid("scope_id"),
                new Routing(
                        c.constant("policy", AssignmentPolicy.class),
                        c.integerOrNull("capacity"),
                        c.uuidOrNull("team_id"),
                        c.flag("within_hours"),
                        patience == 0 ? null : Duration.ofSeconds(patience)));
    }
}
