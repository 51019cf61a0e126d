package dev.switchboard.standalone;

import dev.switchboard.embedded.DatabaseServer;
import dev.switchboard.embedded.PostgresServer;
import dev.switchboard.embedded.PostgresSettings;
import dev.switchboard.embedded.ServerFailed;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The installation's PostgreSQL. Where it ends unasked (its disk is full, something kills it), it is started again
/// until it stands: within a second the first time, then after pauses that double up to ten seconds.
final class SupervisedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedPostgres.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Runnable changed;
    private volatile PostgresServer server;
    private boolean stopping;

    private SupervisedPostgres(PostgresServer server, Runnable changed) {
        this.server = server;
        this.changed = changed;
    }

    /// Returns when it accepts connections.
    ///
    /// @param changed called whenever it has a new process
    /// @throws ServerFailed when the folder is damaged or the port is taken
    static SupervisedPostgres start(PostgresSettings settings, Runnable changed) {
        SupervisedPostgres supervised = new SupervisedPostgres(PostgresServer.start(settings), changed);
        Thread _ = Thread.ofVirtual().name("postgres-watch").start(supervised::watch);
        return supervised;
    }

    DatabaseServer address() {
        return server.address();
    }

    long pid() {
        return server.pid();
    }

    private void watch() {
        try {
            for (Duration pause = LOOK; !isStopping(); pause = look(pause)) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /// @param pause before this look
    /// @return the pause before the next one
    private Duration look(Duration pause) {
        synchronized (this) {
            if (stopping || server.isRunning()) {
                return LOOK;
            }
            LOG.warn("PostgreSQL has ended unasked and is started again; its own log tells why");
            try {
                server = server.again();
            } catch (ServerFailed | UncheckedIOException e) {
                LOG.error("{}", e.getMessage());
                Duration longer = pause.multipliedBy(2);
                return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            }
        }
        changed.run();
        return LOOK;
    }

    @Override
    public synchronized void close() {
        stopping = true;
        if (server.isRunning()) {
            server.close();
        }
    }
}
