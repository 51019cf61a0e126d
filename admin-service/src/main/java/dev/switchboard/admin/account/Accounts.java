package dev.switchboard.admin.account;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The accounts of the installation.
@Component
public class Accounts {
    private final DatabaseClient database;
    private final Clock clock;

    Accounts(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Gives the fact to tell.
    public Mono<AccountUpdated.Account> upsert(UUID accountId, String name) {
        return database.sql("""
                        INSERT INTO account (id, name) VALUES ($1, $2)
                        ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name RETURNING active
                        """)
                .bind(0, accountId)
                .bind(1, name)
                .mapValue(Boolean.class)
                .one()
                .map(active -> new AccountUpdated.Account(Ids.next(), accountId, clock.instant(), name, active));
    }
}
