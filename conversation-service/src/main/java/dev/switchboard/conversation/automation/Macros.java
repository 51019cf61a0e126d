package dev.switchboard.conversation.automation;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The macros of all accounts.
@Repository
public class Macros {
    private static final int MOST = 200;
    private static final String SELECT =
            "SELECT account_id, id, name, actions::text, created_at, updated_at FROM macro";

    private final DatabaseClient database;

    Macros(DatabaseClient database) {
        this.database = database;
    }

    public Flux<Macro> of(UUID accountId) {
        return database.sql(SELECT + " WHERE account_id = $1 ORDER BY name, id")
                .bind(0, accountId)
                .map(Macros::read)
                .all();
    }

    public Mono<Macro> byId(UUID accountId, UUID id) {
        return database.sql(SELECT + " WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(Macros::read)
                .one();
    }

    public Mono<Macro> add(Macro macro) {
        return write(macro, """
                        INSERT INTO macro (account_id, id, name, actions, created_at, updated_at)
                        SELECT account_id, id, name, actions, created_at, updated_at
                        FROM json_populate_recordset(NULL::macro, $1::json) r
                        WHERE (SELECT count(*) FROM macro m WHERE m.account_id = r.account_id) < 200
                        """)
                .filter(added -> added == 1)
                .switchIfEmpty(Mono.error(() -> Problem.field("macro", "an account has at most " + MOST)))
                .thenReturn(macro);
    }

    public Mono<Macro> save(Macro macro) {
        return write(macro, """
                        UPDATE macro m SET name = r.name, actions = r.actions, updated_at = r.updated_at
                        FROM json_populate_recordset(NULL::macro, $1::json) r
                        WHERE m.account_id = r.account_id AND m.id = r.id
                        """)
                .filter(saved -> saved == 1)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Macro")))
                .thenReturn(macro);
    }

    /// Whether there was one.
    public Mono<Boolean> remove(UUID accountId, UUID id) {
        return database.sql("DELETE FROM macro WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed == 1);
    }

    private Mono<Long> write(Macro macro, String sql) {
        return database.sql(sql).bind(0, JsonRows.of(List.of(macro))).fetch().rowsUpdated();
    }

    private static Macro read(Readable row) {
        Columns c = new Columns(row);
        return new Macro(
                c.uuid("account_id"),
                c.uuid("id"),
                c.text("name"),
                Action.list(c.text("actions")),
                c.instant("created_at"),
                c.instant("updated_at"));
    }
}
