package dev.switchboard.common.messaging;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Rings from replicas that committed facts but hold no lease to the one that does: PostgreSQL's NOTIFY on a channel of
/// the schema. A ring may be lost; then the holder finds the rows at its next poll.
final class OutboxBell {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxBell.class);
    private static final Duration DATABASE = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private @Nullable Disposable listening;

    OutboxBell(DatabaseClient database) {
        this.database = database;
    }

    /// Wakes whoever listens on any replica.
    void ring() {
        database.sql("SELECT pg_notify(current_schema() || '_outbox', '')")
                .then()
                .block(DATABASE);
    }

    /// Listens on a connection of its own until `stop`; calling it again repairs a broken line.
    void listen(Runnable onRing) {
        if (listening != null && !listening.isDisposed()) {
            return;
        }
        listening = Flux.usingWhen(
                        Mono.from(unpooled(database.getConnectionFactory()).create())
                                .cast(PostgresqlConnection.class),
                        connection -> listenOn(connection).doOnNext(_ -> onRing.run()),
                        PostgresqlConnection::close)
                .subscribe(_ -> {}, e -> LOG.warn("The outbox bell is silent until the next poll: {}", e.toString()));
    }

    void stop() {
        if (listening != null) {
            listening.dispose();
        }
        listening = null;
    }

    private static Flux<?> listenOn(PostgresqlConnection connection) {
        return connection
                .createStatement("SELECT current_schema()")
                .execute()
                .flatMap(result -> result.map(row -> row.get(0, String.class)), 1)
                .single()
                .flatMapMany(schema -> connection
                        .createStatement("LISTEN \"" + schema + "_outbox\"")
                        .execute()
                        .flatMap(PostgresqlResult::getRowsUpdated, 1)
                        .thenMany(connection.getNotifications()));
    }

    /// A line that stands for hours is not taken from the pool.
    private static ConnectionFactory unpooled(ConnectionFactory factory) {
        ConnectionFactory innermost = factory;
        while (innermost instanceof Wrapped<?> wrapper && wrapper.unwrap() instanceof ConnectionFactory inner) {
            innermost = inner;
        }
        return innermost;
    }
}
