package dev.switchboard.ai.model;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What an account may still spend on language models today. Answers that are under way are not counted yet, so that
/// as many as there are workers may go beyond it.
@Component
class Budget {
    private final DatabaseClient database;
    private final ModelEndpoint endpoint;
    private final Clock clock;

    Budget(DatabaseClient database, ModelEndpoint endpoint, Clock clock) {
        this.database = database;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    Mono<Boolean> isLeft(UUID accountId) {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return database.sql("""
                        SELECT coalesce(sum(cost_micros), 0)::bigint FROM (
                            SELECT cost_micros FROM answer
                            WHERE account_id = $1 AND created_at >= $2 AND cost_micros > 0
                            UNION ALL
                            SELECT cost_micros FROM assistance
                            WHERE account_id = $1 AND created_at >= $2 AND cost_micros > 0) AS spent
                        """)
                .bind(0, accountId)
                .bind(1, today)
                .mapValue(Long.class)
                .one()
                .map(spent -> spent < endpoint.budget());
    }
}
