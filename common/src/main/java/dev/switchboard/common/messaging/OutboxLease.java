package dev.switchboard.common.messaging;

import dev.switchboard.common.id.Ids;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;

/// The row that lets one relay of a service send. Used by the relay's thread alone.
final class OutboxLease {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxLease.class);
    static final Duration DATABASE = Duration.ofSeconds(10);
    private static final String TAKE = """
            INSERT INTO outbox_lease AS l (id, holder, until) VALUES (1, $1, now() + $2 * interval '1 millisecond')
            ON CONFLICT (id) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
            WHERE l.holder = EXCLUDED.holder OR l.until < now()
            """;

    private final DatabaseClient database;
    private final MessagingSettings settings;
    private final UUID holder = Ids.next();
    private boolean held;
    private long until;
    private long nextAttempt;

    OutboxLease(DatabaseClient database, MessagingSettings settings) {
        this.database = database;
        this.settings = settings;
        this.nextAttempt = System.nanoTime();
    }

    /// Renews early enough that a full delivery time-out still fits in what is left; asks for another's lease no more
    /// often than it polls.
    boolean isHeld() {
        long now = System.nanoTime();
        if (held && until - now > settings.delivery().toNanos()) {
            return true;
        }
        if (!held && now - nextAttempt < 0) {
            return false;
        }
        Long taken = database.sql(TAKE)
                .bind(0, holder)
                .bind(1, settings.lease().toMillis())
                .fetch()
                .rowsUpdated()
                .block(DATABASE);
        held = taken != null && taken == 1;
        until = now + settings.lease().toNanos();
        nextAttempt = now + settings.poll().toNanos();
        return held;
    }

    /// After trouble: asks the database before the next send.
    void doubt() {
        held = false;
    }

    /// Another replica goes on at once instead of after the lease.
    void release() {
        try {
            Long _ = database.sql("UPDATE outbox_lease SET until = now() - interval '1 second' WHERE holder = $1")
                    .bind(0, holder)
                    .fetch()
                    .rowsUpdated()
                    .block(DATABASE);
        } catch (RuntimeException e) {
            LOG.debug("The lease runs out by itself: {}", e.toString());
        }
        held = false;
    }
}
