package dev.switchboard.common.messaging;

import dev.switchboard.common.id.Ids;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    private static final Duration DATABASE = Duration.ofSeconds(10);
    private static final String LEASE = """
            INSERT INTO outbox_lease AS l (id, holder, until) VALUES (1, $1, now() + $2 * interval '1 millisecond')
            ON CONFLICT (id) DO UPDATE SET holder = EXCLUDED.holder, until = EXCLUDED.until
            WHERE l.holder = EXCLUDED.holder OR l.until < now()
            """;
    private static final String READ = """
            SELECT id, event_id, topic, key, type, payload, occurred_at, traceparent FROM outbox ORDER BY id LIMIT $1
            """;

    private final DatabaseClient database;
    private final FactProducer producer;
    private final MessagingSettings settings;
    private final UUID holder = Ids.next();
    private final Semaphore signal = new Semaphore(0);
    private final AtomicLong depth = new AtomicLong();
    private final Counter sent;
    private final Counter failed;
    private long leasedUntil;
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    OutboxRelay(DatabaseClient database, FactProducer producer, MessagingSettings settings, MeterRegistry meters) {
        this.database = database;
        this.producer = producer;
        this.settings = settings;
        this.sent = meters.counter("switchboard.outbox.sent");
        this.failed = meters.counter("switchboard.outbox.failed");
        Gauge.builder("switchboard.outbox.depth", depth, AtomicLong::get)
                .description("rows that the last round found; it stands still where this replica holds no lease")
                .register(meters);
    }

    private record Row(
            long id,
            UUID eventId,
            String topic,
            String key,
            String type,
            @Nullable String payload,
            OffsetDateTime occurredAt,
            @Nullable String traceparent) {}

    void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    private void run() {
        while (running) {
            try {
                boolean more = holdsLease() && relay();
                if (!more) {
                    boolean _ = signal.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // database trouble: rows stay where they are, and the next round finds them
                LOG.warn("The outbox waits: {}", e.toString());
                leasedUntil = 0;
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(settings.poll());
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /// Renews early enough that a full delivery time-out still fits in what is left of the lease.
    private boolean holdsLease() {
        long now = System.nanoTime();
        if (leasedUntil - now > settings.delivery().toNanos()) {
            return true;
        }
        Long taken = database.sql(LEASE)
                .bind(0, holder)
                .bind(1, settings.lease().toMillis())
                .fetch()
                .rowsUpdated()
                .block(DATABASE);
        boolean held = taken != null && taken == 1;
        leasedUntil = held ? now + settings.lease().toNanos() : 0;
        return held;
    }

    /// One round. True when there may be more.
    private boolean relay() {
        List<Row> rows = database.sql(READ)
                .bind(0, settings.batch())
                .mapProperties(Row.class)
                .all()
                .collectList()
                .block(DATABASE);
        if (rows == null || rows.isEmpty()) {
            depth.set(0);
            return false;
        }
        depth.set(rows.size());
        List<Long> acknowledged = send(rows);
        if (!acknowledged.isEmpty()) {
            Long _ = database.sql("DELETE FROM outbox WHERE id = ANY($1)")
                    .bind(0, acknowledged.toArray(Long[]::new))
                    .fetch()
                    .rowsUpdated()
                    .block(DATABASE);
            sent.increment(acknowledged.size());
        }
        if (acknowledged.size() < rows.size()) {
            failed.increment(rows.size() - acknowledged.size());
            throw new IllegalStateException("Kafka did not take " + (rows.size() - acknowledged.size()) + " facts");
        }
        return rows.size() == settings.batch();
    }

    /// Pipelined; once a record of a key has failed, the later ones of that key are not deleted either, so that they
    /// are sent again behind it.
    private List<Long> send(List<Row> rows) {
        List<CompletableFuture<Void>> sends = new ArrayList<>(rows.size());
        for (Row row : rows) {
            sends.add(sendOne(row));
        }
        List<Long> acknowledged = new ArrayList<>(rows.size());
        Set<String> broken = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String order = row.topic() + '\n' + row.key();
            try {
                sends.get(i).join();
                if (!broken.contains(order)) {
                    acknowledged.add(row.id());
                }
            } catch (CompletionException e) {
                broken.add(order);
            }
        }
        return acknowledged;
    }

    private CompletableFuture<Void> sendOne(Row row) {
        byte[] payload = row.payload() == null ? null : row.payload().getBytes(StandardCharsets.UTF_8);
        try {
            return producer.send(
                    row.topic(),
                    row.key(),
                    payload,
                    row.eventId(),
                    row.type(),
                    row.occurredAt().toInstant(),
                    row.traceparent());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
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
        wake();
        Thread relaying = thread;
        if (relaying != null) {
            try {
                relaying.join(settings.delivery());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
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
