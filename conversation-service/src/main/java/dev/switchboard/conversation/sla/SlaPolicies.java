package dev.switchboard.conversation.sla;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What the accounts promise.
@Repository
public class SlaPolicies {
    private static final int MOST = 100;
    private static final String SELECT = """
            SELECT account_id, id, name, inbox_id, priority, first_response_seconds, resolution_seconds, business_time,
                created_at, updated_at
            FROM sla_policy
            """;

    private final DatabaseClient database;

    SlaPolicies(DatabaseClient database) {
        this.database = database;
    }

    /// Oldest first.
    public Flux<SlaPolicy> of(Collection<UUID> accounts) {
        return database.sql(SELECT + " WHERE account_id = ANY($1) ORDER BY account_id, created_at, id")
                .bind(0, accounts.toArray(UUID[]::new))
                .map(SlaPolicies::read)
                .all();
    }

    public Mono<SlaPolicy> byId(UUID accountId, UUID id) {
        return database.sql(SELECT + " WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(SlaPolicies::read)
                .one();
    }

    public Mono<SlaPolicy> add(SlaPolicy policy) {
        return bound(policy, """
                        INSERT INTO sla_policy (account_id, id, name, inbox_id, priority, first_response_seconds,
                            resolution_seconds, business_time, created_at, updated_at)
                        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $9
                        WHERE (SELECT count(*) FROM sla_policy WHERE account_id = $1) < 100
                        """)
                .filter(added -> added == 1)
                .switchIfEmpty(Mono.error(() -> Problem.field("sla_policy", "an account has at most " + MOST)))
                .thenReturn(policy);
    }

    public Mono<SlaPolicy> save(SlaPolicy policy) {
        return bound(policy, """
                        UPDATE sla_policy SET name = $3, inbox_id = $4, priority = $5, first_response_seconds = $6,
                            resolution_seconds = $7, business_time = $8, updated_at = $9
                        WHERE account_id = $1 AND id = $2
                        """)
                .filter(saved -> saved == 1)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("SLA policy")))
                .thenReturn(policy);
    }

    /// Whether there was one. Its promises that are still open go with it.
    @Transactional
    public Mono<Boolean> remove(UUID accountId, UUID id) {
        return database.sql("DELETE FROM sla_policy WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .flatMap(removed -> release(accountId, id).thenReturn(removed == 1));
    }

    private Mono<Void> release(UUID accountId, UUID id) {
        return database.sql("""
                        UPDATE sla_clock SET next_due_at = NULL,
                            first_response_seconds = CASE WHEN first_responded_at IS NOT NULL
                                OR first_response_breached_at IS NOT NULL THEN first_response_seconds END,
                            first_response_due_at = CASE WHEN first_responded_at IS NOT NULL
                                OR first_response_breached_at IS NOT NULL THEN first_response_due_at END,
                            resolution_seconds = CASE WHEN resolved_at IS NOT NULL
                                OR resolution_breached_at IS NOT NULL THEN resolution_seconds END,
                            resolution_due_at = CASE WHEN resolved_at IS NOT NULL
                                OR resolution_breached_at IS NOT NULL THEN resolution_due_at END
                        WHERE account_id = $1 AND policy_id = $2
                        """).bind(0, accountId).bind(1, id).then();
    }

    private Mono<Long> bound(SlaPolicy policy, String sql) {
        Priority priority = policy.priority();
        SlaTerms terms = policy.terms();
        return database.sql(sql)
                .bind(0, policy.accountId())
                .bind(1, policy.id())
                .bind(2, terms.policyName())
                .bind(3, Parameter.fromOrEmpty(policy.inboxId(), UUID.class))
                .bind(4, Parameter.fromOrEmpty(priority == null ? null : priority.wire(), String.class))
                .bind(5, Parameter.fromOrEmpty(SlaClockRow.seconds(terms.firstResponse()), Long.class))
                .bind(6, Parameter.fromOrEmpty(SlaClockRow.seconds(terms.resolution()), Long.class))
                .bind(7, terms.businessTime())
                .bind(8, policy.updatedAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private static SlaPolicy read(Readable row) {
        Columns c = new Columns(row);
        return new SlaPolicy(
                c.uuid("account_id"),
                c.uuid("id"),
                c.uuidOrNull("inbox_id"),
                c.constantOrNull("priority", Priority.class),
                new SlaTerms(
                        c.uuid("id"),
                        c.text("name"),
                        SlaClockRow.duration(row, "first_response_seconds"),
                        SlaClockRow.duration(row, "resolution_seconds"),
                        c.flag("business_time")),
                c.instant("created_at"),
                c.instant("updated_at"));
    }
}
