package dev.switchboard.conversation.automation;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The rules of all accounts.
@Repository
public class Rules {
    private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};
    private static final int MOST = 100;
    private static final String SELECT = """
            SELECT account_id, id, name, active, trigger, wait_minutes, conditions::text, actions::text, created_at,
                updated_at
            FROM automation_rule
            """;

    private final DatabaseClient database;

    Rules(DatabaseClient database) {
        this.database = database;
    }

    /// Oldest first.
    public Flux<Rule> of(UUID accountId) {
        return database.sql(SELECT + " WHERE account_id = $1 ORDER BY created_at, id")
                .bind(0, accountId)
                .map(Rules::read)
                .all();
    }

    public Mono<Rule> byId(UUID accountId, UUID id) {
        return database.sql(SELECT + " WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(Rules::read)
                .one();
    }

    /// Those that are switched on, in the order in which they run.
    Flux<Rule> active(Collection<UUID> accounts) {
        return database.sql(SELECT + " WHERE account_id = ANY($1) AND active ORDER BY account_id, created_at, id")
                .bind(0, accounts.toArray(UUID[]::new))
                .map(Rules::read)
                .all();
    }

    public Mono<Rule> add(Rule rule) {
        return write(rule, """
                        INSERT INTO automation_rule (account_id, id, name, active, trigger, wait_minutes, conditions,
                            actions, created_at, updated_at)
                        SELECT account_id, id, name, active, trigger, wait_minutes, conditions, actions, created_at,
                            updated_at
                        FROM json_populate_recordset(NULL::automation_rule, $1::json) r
                        WHERE (SELECT count(*) FROM automation_rule a WHERE a.account_id = r.account_id) < 100
                        """)
                .filter(added -> added == 1)
                .switchIfEmpty(Mono.error(() -> Problem.field("automation_rule", "an account has at most " + MOST)))
                .thenReturn(rule);
    }

    public Mono<Rule> save(Rule rule) {
        return write(rule, """
                        UPDATE automation_rule a SET name = r.name, active = r.active, trigger = r.trigger,
                            wait_minutes = r.wait_minutes, conditions = r.conditions, actions = r.actions,
                            updated_at = r.updated_at
                        FROM json_populate_recordset(NULL::automation_rule, $1::json) r
                        WHERE a.account_id = r.account_id AND a.id = r.id
                        """)
                .filter(saved -> saved == 1)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Rule")))
                .thenReturn(rule);
    }

    /// Whether there was one. Its runs stay until they are old.
    public Mono<Boolean> remove(UUID accountId, UUID id) {
        return database.sql("DELETE FROM automation_rule WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed == 1);
    }

    private Mono<Long> write(Rule rule, String sql) {
        return database.sql(sql).bind(0, JsonRows.of(List.of(rule))).fetch().rowsUpdated();
    }

    private static Rule read(Readable row) {
        Columns c = new Columns(row);
        return new Rule(
                c.uuid("account_id"),
                c.uuid("id"),
                c.text("name"),
                c.flag("active"),
                c.constant("trigger", Trigger.class),
                c.integerOrNull("wait_minutes"),
                JsonRows.read(c.text("conditions"), CONDITIONS),
                Action.list(c.text("actions")),
                c.instant("created_at"),
                c.instant("updated_at"));
    }
}
