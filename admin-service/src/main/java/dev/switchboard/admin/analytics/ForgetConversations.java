package dev.switchboard.admin.analytics;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Forgets conversations that began long ago, whole days of them, and those whose beginning never came. The day up to
/// which figures have no conversations behind them any more is remembered, so that nobody counts them anew.
@Component
class ForgetConversations implements PeriodicTask {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AnalyticsSettings settings;
    private final Clock clock;

    ForgetConversations(
            DatabaseClient database, TransactionalOperator transaction, AnalyticsSettings settings, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Mono<Void> round() {
        Instant floor = clock.instant().minus(settings.keep()).truncatedTo(ChronoUnit.DAYS);
        Mono<Void> begun = database.sql("SELECT account_id FROM report_account WHERE floor < $1 ORDER BY account_id")
                .bind(0, floor)
                .mapValue(UUID.class)
                .all()
                .concatMap(account -> forget(account, floor))
                .then();
        Mono<Void> neverBegun = database.sql(
                        "DELETE FROM conversation_moments WHERE started_at IS NULL AND told_at < $1")
                .bind(0, floor)
                .then();
        return begun.then(neverBegun);
    }

    private Mono<Long> forget(UUID account, Instant floor) {
        return database.sql("UPDATE report_account SET floor = $2 WHERE account_id = $1 AND floor < $2")
                .bind(0, account)
                .bind(1, floor)
                .fetch()
                .rowsUpdated()
                .then(database.sql("DELETE FROM conversation_moments WHERE account_id = $1 AND started_at < $2")
                        .bind(0, account)
                        .bind(1, floor)
                        .fetch()
                        .rowsUpdated())
                .as(transaction::transactional);
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }
}
