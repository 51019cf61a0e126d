package dev.switchboard.common.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;

/// Sends what stands in the outbox, in order per key, and deletes it after the brokers' acknowledgement: a crash
/// between the two sends again, and consumers drop what they have seen. One relay per service holds the lease row;
/// a send never outlives the lease. It works on its own thread, outside of any transaction.
final class OutboxRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final String READ = """
            SELECT id, event_id, topic, key, type, payload, occurred_at, traceparent FROM outbox ORDER BY id LIMIT $1
            """;

    private final DatabaseClient database;
    private final FactProducer producer;
    private final MessagingSettings settings;
    private final OutboxLease lease;
    private final OutboxBell bell;
    private final Semaphore signal = new Semaphore(0);
    private final AtomicLong depth = new AtomicLong();
    private final Counter sent;
    private final Counter failed;
    private volatile boolean toldHere;
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    OutboxRelay(DatabaseClient database, FactProducer producer, MessagingSettings settings, MeterRegistry meters) {
        this.database = database;
        this.producer = producer;
        this.settings = settings;
        this.lease = new OutboxLease(database, settings);
        this.bell = new OutboxBell(database);
        this.sent = meters.counter("switchboard.outbox.sent");
        this.failed = meters.counter("switchboard.outbox.failed");
        Gauge.builder("switchboard.outbox.depth", depth, AtomicLong::get)
                .description("rows that the last round found; it stands still where this replica holds no lease")
                .register(meters);
    }

    /// After a commit of this replica.
    void wake() {
        toldHere = true;
        signal();
    }

    private void signal() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void run() {
        while (running) {
            try {
                if (lease.isHeld()) {
                    bell.listen(this::signal);
                    if (!relay()) {
                        await(settings.poll());
                    }
                } else {
                    bell.stop();
                    wakeTheHolder();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // database or broker trouble: rows stay where they are, and the next round finds them
                LOG.warn("The outbox waits: {}", e.toString());
                lease.doubt();
                pause();
            }
        }
        lease.release();
    }

    /// What was committed while one ring was on its way is covered by the next, so rings never pile up.
    private void wakeTheHolder() throws InterruptedException {
        await(settings.poll());
        if (toldHere && running) {
            toldHere = false;
            bell.ring();
        }
    }

    private void await(Duration longest) throws InterruptedException {
        boolean _ = signal.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        signal.drainPermits();
    }

    private void pause() {
        try {
            Thread.sleep(settings.poll());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /// One round. True when there may be more.
    private boolean relay() {
        List<OutboxRow> rows = database.sql(READ)
                .bind(0, settings.batch())
                .mapProperties(OutboxRow.class)
                .all()
                .collectList()
                .block(OutboxLease.DATABASE);
        if (rows == null || rows.isEmpty()) {
            depth.set(0);
            return false;
        }
        depth.set(rows.size());
        List<Long> acknowledged = OutboxRow.send(rows, producer);
        if (!acknowledged.isEmpty()) {
            Long _ = database.sql("DELETE FROM outbox WHERE id = ANY($1)")
                    .bind(0, acknowledged.toArray(Long[]::new))
                    .fetch()
                    .rowsUpdated()
                    .block(OutboxLease.DATABASE);
            sent.increment(acknowledged.size());
        }
        int refused = rows.size() - acknowledged.size();
        if (refused > 0) {
            failed.increment(refused);
            throw new IllegalStateException("Kafka did not take " + refused + " facts");
        }
        return rows.size() == settings.batch();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        signal();
        Thread relaying = thread;
        if (relaying != null) {
            try {
                relaying.join(settings.delivery());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        bell.stop();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 4096;
    }
}
