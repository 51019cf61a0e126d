package dev.switchboard.ai.copilot;

import dev.switchboard.ai.model.Generation;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// What language models have cost when they helped agents: part of the account's budget. No text is kept.
@Repository
class Assistances {
    private final DatabaseClient database;
    private final Clock clock;

    Assistances(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What a model was asked for.
    enum Kind {
        SUGGESTION,
        SUMMARY,
        REWRITE,
        TRANSLATION
    }

    /// @param generation null where no model was used: nothing is recorded
    Mono<Void> record(Kind kind, Caller.Staff caller, String model, @Nullable Generation generation) {
        if (generation == null) {
            return Mono.empty();
        }
        var statement = database.sql("""
                        INSERT INTO assistance (id, account_id, user_id, kind, model, input_tokens, output_tokens,
                            cost_micros, created_at)
                        VALUES (:id, :account, :user, :kind, :model, :input, :output, :cost, :now)
                        """)
                .bind("id", Ids.next())
                .bind("account", caller.accountId())
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("model", model)
                .bind("input", generation.inputTokens())
                .bind("output", generation.outputTokens())
                .bind("cost", generation.costMicros())
                .bind("now", clock.instant());
        statement = caller instanceof Caller.Agent agent
                ? statement.bind("user", agent.userId())
                : statement.bindNull("user", UUID.class);
        return statement.fetch().rowsUpdated().then();
    }
}
