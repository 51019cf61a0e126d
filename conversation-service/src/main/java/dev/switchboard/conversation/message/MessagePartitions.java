package dev.switchboard.conversation.message;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keeps the months to come ready for a service that runs for months; each start makes them too (`afterMigrate.sql`).
@Component
class MessagePartitions implements PeriodicTask {
    private static final Duration DAILY = Duration.ofDays(1);

    private final DatabaseClient database;

    MessagePartitions(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Duration period() {
        return DAILY;
    }

    @Override
    public Mono<Void> round() {
        return database.sql("SELECT ensure_message_partitions(2)").then();
    }
}
