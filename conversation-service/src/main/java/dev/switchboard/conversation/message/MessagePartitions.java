package dev.switchboard.conversation.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// Keeps the months to come ready for a service that runs for months; each start makes them too (`afterMigrate.sql`).
@Component
class MessagePartitions implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MessagePartitions.class);
    private static final Duration DAILY = Duration.ofDays(1);

    private final DatabaseClient database;
    private @Nullable Disposable work;

    MessagePartitions(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public void start() {
        work = Flux.interval(DAILY)
                .onBackpressureDrop()
                .concatMap(_ -> database.sql("SELECT ensure_message_partitions(2)")
                        .then()
                        .doOnError(e -> LOG.warn("Next month's partition is not made today: {}", e.toString()))
                        .onErrorComplete())
                .subscribe();
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
