package dev.switchboard.conversation.automation;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The runs of all rules.
@Repository
public class RuleRuns {
    private static final TypeReference<List<Condition.Verdict>> CONDITIONS = new TypeReference<>() {};
    private static final TypeReference<List<Action.Verdict>> ACTIONS = new TypeReference<>() {};

    private final DatabaseClient database;

    RuleRuns(DatabaseClient database) {
        this.database = database;
    }

    /// A rule is run once for each cause.
    Mono<Void> add(RuleRun run) {
        return database.sql("""
                        INSERT INTO automation_run (account_id, id, rule_id, cause_id, conversation_id, trigger, outcome,
                            conditions, actions, actions_done, ran_at)
                        SELECT account_id, id, rule_id, cause_id, conversation_id, trigger, outcome,
                            conditions, actions, actions_done, ran_at
                        FROM json_populate_recordset(NULL::automation_run, $1::json) ON CONFLICT DO NOTHING
                        """).bind(0, JsonRows.of(List.of(run))).then();
    }

    /// Latest first.
    ///
    /// @param before only older ones than this run
    public Flux<RuleRun> of(UUID accountId, UUID ruleId, @Nullable UUID before, int limit) {
        return database.sql("""
                        SELECT account_id, id, rule_id, cause_id, conversation_id, trigger, outcome, conditions::text,
                            actions::text, actions_done, ran_at
                        FROM automation_run WHERE account_id = $1 AND rule_id = $2 AND ($3::uuid IS NULL OR id < $3)
                        ORDER BY id DESC LIMIT $4
                        """)
                .bind(0, accountId)
                .bind(1, ruleId)
                .bind(2, Parameter.fromOrEmpty(before, UUID.class))
                .bind(3, limit)
                .map(RuleRuns::read)
                .all();
    }

    /// How many actions rules have done in a conversation since then.
    Mono<Long> actionsSince(UUID accountId, UUID conversationId, Instant since) {
        return database.sql("""
                        SELECT coalesce(sum(actions_done), 0)::bigint AS done FROM automation_run
                        WHERE account_id = $1 AND conversation_id = $2 AND ran_at > $3
                        """)
                .bind(0, accountId)
                .bind(1, conversationId)
                .bind(2, since.atOffset(ZoneOffset.UTC))
                .mapValue(Long.class)
                .one();
    }

    Mono<Long> forgetBefore(Instant instant, int limit) {
        return database.sql("""
                        DELETE FROM automation_run WHERE (account_id, rule_id, id) IN (
                            SELECT account_id, rule_id, id FROM automation_run WHERE ran_at < $1 LIMIT $2)
                        """)
                .bind(0, instant.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .fetch()
                .rowsUpdated();
    }

    private static RuleRun read(Readable row) {
        Columns c = new Columns(row);
        return new RuleRun(
                c.uuid("account_id"),
                c.uuid("id"),
                c.uuid("rule_id"),
                c.uuid("cause_id"),
                c.uuid("conversation_id"),
                c.constant("trigger", Trigger.class),
                c.constant("outcome", RuleRun.Outcome.class),
                JsonRows.read(c.text("conditions"), CONDITIONS),
                JsonRows.read(c.text("actions"), ACTIONS),
                Objects.requireNonNullElse(c.integerOrNull("actions_done"), 0),
                c.instant("ran_at"));
    }
}
