package dev.switchboard.conversation.account;

import dev.switchboard.common.service.PeriodicTask;
import dev.switchboard.conversation.store.Columns;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Which accounts have set up what, kept in memory, so that a message in an account without anything costs nothing. A
/// change made here is known at once, one made on another replica within a second.
@Component
public class Concerns implements PeriodicTask {
    private static final Duration LAG = Duration.ofSeconds(1);
    private static final String ALL = """
            SELECT account_id, 'waits' AS concern FROM assignment_setting WHERE patience_seconds IS NOT NULL
            UNION SELECT account_id, 'queue' FROM assignment_setting WHERE policy <> 'manual'
            UNION SELECT account_id, 'sla' FROM sla_policy
            UNION SELECT account_id, 'csat' FROM csat_setting
            UNION SELECT account_id, 'rules' FROM automation_rule WHERE active
            UNION SELECT account_id, 'waits' FROM automation_rule WHERE active AND trigger = 'customer_waiting'
            """;

    private final DatabaseClient database;
    private volatile Map<UUID, Set<Concern>> accounts = Map.of();
    private volatile boolean known;

    Concerns(DatabaseClient database) {
        this.database = database;
    }

    /// Whether it was read once.
    public boolean known() {
        return known;
    }

    public boolean has(UUID accountId, Concern concern) {
        return accounts.getOrDefault(accountId, Set.of()).contains(concern);
    }

    public boolean hasAny(UUID accountId) {
        return accounts.containsKey(accountId);
    }

    /// Once the change is committed.
    public Mono<Void> refresh() {
        return database.sql(ALL)
                .map(row -> new Columns(row))
                .all()
                .collectMultimap(row -> row.uuid("account_id"), row -> row.constant("concern", Concern.class))
                .doOnNext(found -> {
                    Map<UUID, Set<Concern>> next = new HashMap<>();
                    found.forEach((account, concerns) -> next.put(account, EnumSet.copyOf(concerns)));
                    accounts = next;
                    known = true;
                })
                .then();
    }

    @Override
    public Duration period() {
        return LAG;
    }

    @Override
    public Duration delay() {
        return Duration.ZERO;
    }

    @Override
    public Mono<Void> round() {
        return refresh();
    }
}
