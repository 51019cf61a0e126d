package dev.switchboard.conversation.team;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The teams of all accounts.
@Repository
public class Teams {
    private static final String SELECT = """
            SELECT t.account_id, t.id, t.name, t.created_at, t.updated_at, coalesce((
                SELECT array_agg(m.user_id ORDER BY m.user_id) FROM team_member m
                WHERE m.account_id = t.account_id AND m.team_id = t.id), '{}') AS members
            FROM team t
            """;
    private static final int MOST = 100;

    private final DatabaseClient database;

    Teams(DatabaseClient database) {
        this.database = database;
    }

    /// By name.
    public Flux<Team> of(Collection<UUID> accounts) {
        return database.sql(SELECT + " WHERE t.account_id = ANY($1) ORDER BY t.account_id, t.name")
                .bind(0, accounts.toArray(UUID[]::new))
                .map(Teams::read)
                .all();
    }

    public Mono<Team> byId(UUID accountId, UUID id) {
        return database.sql(SELECT + " WHERE t.account_id = $1 AND t.id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(Teams::read)
                .one();
    }

    @Transactional
    public Mono<Team> add(Team team) {
        return database.sql("""
                        INSERT INTO team (account_id, id, name, created_at, updated_at) SELECT $1, $2, $3, $4, $4
                        WHERE (SELECT count(*) FROM team WHERE account_id = $1) < $5
                        """)
                .bind(0, team.accountId())
                .bind(1, team.id())
                .bind(2, team.name())
                .bind(3, team.createdAt().atOffset(ZoneOffset.UTC))
                .bind(4, MOST)
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, _ -> taken())
                .filter(added -> added == 1)
                .switchIfEmpty(Mono.error(() -> Problem.field("team", "an account has at most " + MOST)))
                .then(Mono.defer(() -> join(team)))
                .thenReturn(team);
    }

    @Transactional
    public Mono<Team> save(Team team) {
        return database.sql("UPDATE team SET name = $3, updated_at = $4 WHERE account_id = $1 AND id = $2")
                .bind(0, team.accountId())
                .bind(1, team.id())
                .bind(2, team.name())
                .bind(3, team.updatedAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, _ -> taken())
                .filter(saved -> saved == 1)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Team")))
                .then(Mono.defer(() -> leave(team)))
                .then(Mono.defer(() -> join(team)))
                .thenReturn(team);
    }

    /// Whether there was one. Its conversations and settings go on without a team.
    public Mono<Boolean> remove(UUID accountId, UUID id) {
        return database.sql("DELETE FROM team WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed == 1);
    }

    private Mono<Void> leave(Team team) {
        return database.sql("DELETE FROM team_member WHERE account_id = $1 AND team_id = $2 AND user_id <> ALL($3)")
                .bind(0, team.accountId())
                .bind(1, team.id())
                .bind(2, team.members().toArray(UUID[]::new))
                .then();
    }

    private Mono<Void> join(Team team) {
        return database.sql("""
                        INSERT INTO team_member (account_id, team_id, user_id)
                        SELECT $1, $2, u FROM unnest($3::uuid[]) u ON CONFLICT DO NOTHING
                        """)
                .bind(0, team.accountId())
                .bind(1, team.id())
                .bind(2, team.members().toArray(UUID[]::new))
                .then();
    }

    private static Problem taken() {
        return Problem.field("name", "has already been taken");
    }

    private static Team read(Readable row) {
        Columns c = new Columns(row);
        UUID[] members = Objects.requireNonNull(row.get("members", UUID[].class));
        return new Team(
                c.uuid("account_id"),
                c.uuid("id"),
                c.text("name"),
                List.copyOf(Arrays.asList(members)),
                c.instant("created_at"),
                c.instant("updated_at"));
    }
}
