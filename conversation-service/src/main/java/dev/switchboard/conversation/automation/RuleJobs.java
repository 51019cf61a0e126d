package dev.switchboard.conversation.automation;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The jobs of all rules, in the order in which their causes were heard.
@Repository
class RuleJobs {
    private final DatabaseClient database;

    RuleJobs(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(List<RuleJob> jobs) {
        return jobs.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        INSERT INTO automation_job (account_id, rule_id, cause_id, conversation_id, trigger, text, run_at)
                        SELECT account_id, rule_id, cause_id, conversation_id, trigger, text, run_at
                        FROM json_populate_recordset(NULL::automation_job, $1::json) ON CONFLICT DO NOTHING
                        """).bind(0, JsonRows.of(jobs)).then();
    }

    /// One job for each rule and each wait that has become long enough; a wait is looked at once.
    Mono<Void> addWaits(Instant now, int limit) {
        return database.sql("""
                        INSERT INTO automation_job (account_id, rule_id, cause_id, conversation_id, trigger, run_at)
                        SELECT r.account_id, r.id, w.message_id, w.conversation_id, r.trigger, $1
                        FROM automation_rule r
                        JOIN customer_wait w ON w.account_id = r.account_id
                            AND w.since <= $1 - r.wait_minutes * interval '1 minute'
                        WHERE r.trigger = 'customer_waiting' AND r.active AND w.since > r.created_at
                            AND NOT EXISTS (
                                SELECT 1 FROM automation_run x WHERE x.rule_id = r.id AND x.cause_id = w.message_id)
                        ORDER BY w.since LIMIT $2 ON CONFLICT DO NOTHING
                        """)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .then();
    }

    Flux<RuleJob> due(Instant now, int limit) {
        return database.sql("""
                        SELECT account_id, rule_id, cause_id, conversation_id, trigger, text, run_at, attempts
                        FROM automation_job WHERE run_at <= $1 ORDER BY run_at, id LIMIT $2
                        """)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .map(RuleJobs::read)
                .all();
    }

    /// Whether the job was still there.
    Mono<Boolean> take(RuleJob job) {
        return database.sql("DELETE FROM automation_job WHERE rule_id = $1 AND cause_id = $2")
                .bind(0, job.ruleId())
                .bind(1, job.causeId())
                .fetch()
                .rowsUpdated()
                .map(taken -> taken == 1);
    }

    Mono<Void> postpone(RuleJob job, Instant until) {
        return database.sql("""
                        UPDATE automation_job SET attempts = attempts + 1, run_at = $3
                        WHERE rule_id = $1 AND cause_id = $2
                        """)
                .bind(0, job.ruleId())
                .bind(1, job.causeId())
                .bind(2, until.atOffset(ZoneOffset.UTC))
                .then();
    }

    private static RuleJob read(Readable row) {
        Columns c = new Columns(row);
        return new RuleJob(
                c.uuid("account_id"),
                c.uuid("rule_id"),
                c.uuid("cause_id"),
                c.uuid("conversation_id"),
                c.constant("trigger", Trigger.class),
                c.textOrNull("text"),
                c.instant("run_at"),
                Objects.requireNonNullElse(c.integerOrNull("attempts"), 0));
    }
}
