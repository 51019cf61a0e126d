package dev.switchboard.common.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    /// What was sent is deleted by the next round, or after this time of rest.
    private static final Duration REST = Duration.ofMillis(25);

    private final OutboxTable table;
    private final FactProducer producer;
    private final MessagingSettings settings;
    private final RelayTurns turns;
    private final OutboxLease lease;
    private final OutboxBell bell;
    private final Semaphore signal = new Semaphore(0);
    private final Counter sent;
    private final Counter failed;
    private List<Long> acknowledged = List.of();
    private volatile boolean toldHere;
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    OutboxRelay(
            DatabaseClient database,
            FactProducer producer,
            MessagingSettings settings,
            RelayPace pace,
            MeterRegistry meters) {
        this.table = new OutboxTable(database, settings);
        this.producer = producer;
        this.settings = settings;
        this.turns = new RelayTurns(pace, settings.batch(), settings.behind(), System::nanoTime);
        this.lease = new OutboxLease(database, settings);
        this.bell = new OutboxBell(database);
        this.sent = Counter.builder("switchboard.outbox.sent")
                .description("Facts that the brokers have acknowledged")
                .register(meters);
        this.failed = Counter.builder("switchboard.outbox.failed")
                .description("Facts that the brokers did not take; they are sent again")
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
                    if (!relay() && !await(REST)) {
                        tidy();
                        boolean _ = await(settings.poll());
                    }
                } else {
                    bell.stop();
                    tidy();
                    wakeTheHolder();
                }
            } catch (InterruptedException e) {
                running = false;
            } catch (RuntimeException e) {
                // database or broker trouble: rows stay where they are, and the next round finds them
                LOG.warn("The outbox waits: {}", e.toString());
                lease.doubt();
                pause(settings.poll());
            }
        }
        leave();
    }

    private void leave() {
        try {
            tidy();
        } catch (RuntimeException e) {
            LOG.debug("What was sent is sent again: {}", e.toString());
        }
        lease.release();
    }

    /// What was committed while one ring was on its way is covered by the next, so rings never pile up.
    private void wakeTheHolder() throws InterruptedException {
        boolean _ = await(settings.poll());
        if (toldHere && running) {
            toldHere = false;
            bell.ring();
        }
    }

    private boolean await(Duration longest) throws InterruptedException {
        boolean woken = signal.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        signal.drainPermits();
        return woken;
    }

    private void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /// One round. True when there may be more.
    private boolean relay() {
        int most = turns.next();
        if (most == 0) {
            tidy();
            pause(REST);
            return true;
        }
        List<OutboxRow> rows = table.next(acknowledged, most);
        acknowledged = List.of();
        if (rows.size() < most) {
            turns.caughtUp();
        }
        if (rows.isEmpty()) {
            return false;
        }
        acknowledged = OutboxRow.send(rows, producer);
        sent.increment(acknowledged.size());
        int refused = rows.size() - acknowledged.size();
        if (refused > 0) {
            failed.increment(refused);
            throw new IllegalStateException("Kafka did not take " + refused + " facts");
        }
        boolean more = rows.size() == most;
        if (more && most < settings.batch()) {
            pause(REST);
        }
        return more;
    }

    private void tidy() {
        if (!acknowledged.isEmpty()) {
            table.delete(acknowledged);
            acknowledged = List.of();
        }
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
