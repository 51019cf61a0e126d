package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Reads topics whole, on every replica: no group, all partitions, from the beginning (state of a compacted topic) or
/// from the end (a live feed). Trouble with the broker is waited out; the position is kept. The handler runs on the
/// reader's thread, gets one poll at a time, and must not block.
public final class TailReader implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TailReader.class);

    /// Where the reader starts.
    public enum From {
        BEGINNING,
        END
    }

    private final Brokers brokers;
    private final String name;
    private final List<String> topics;
    private final From from;
    private final Consumer<ConsumerRecords<String, byte[]>> handler;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile @Nullable Thread thread;

    public TailReader(
            String bootstrap,
            String name,
            Collection<String> topics,
            From from,
            Consumer<ConsumerRecords<String, byte[]>> handler) {
        this(Brokers.at(bootstrap), name, topics, from, handler);
    }

    public TailReader(
            Brokers brokers,
            String name,
            Collection<String> topics,
            From from,
            Consumer<ConsumerRecords<String, byte[]>> handler) {
        this.brokers = brokers;
        this.name = name;
        this.topics = List.copyOf(topics);
        this.from = from;
        this.handler = handler;
    }

    /// Whether everything that was on the topics at the start has been handled: a replica is ready only then.
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /// Waits until `caughtUp`, for a reader that its service cannot start without.
    ///
    /// @throws IllegalStateException when the broker has not let it catch up by then
    public void awaitCaughtUp(Duration patience) {
        try {
            if (!caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " has not read its topics within " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + " was interrupted", e);
        }
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> reading = open()) {
            consumer = reading;
            Map<TopicPartition, Long> ends = position(reading);
            while (running) {
                ConsumerRecords<String, byte[]> records = reading.poll(Duration.ofMillis(500));
                if (!records.isEmpty()) {
                    handle(records);
                }
                if (caughtUp.getCount() > 0
                        && ends.entrySet().stream().allMatch(e -> reading.position(e.getKey()) >= e.getValue())) {
                    caughtUp.countDown();
                }
            }
        } catch (WakeupException | InterruptException e) {
            LOG.debug("{} stops", name);
        } finally {
            consumer = null;
        }
    }

    private void handle(ConsumerRecords<String, byte[]> records) {
        try {
            handler.accept(records);
        } catch (RuntimeException e) {
            // a handler guards its own records; what comes here is a fault of ours, and the feed must go on
            LOG.error("{} failed on {} records", name, records.count(), e);
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        return new KafkaConsumer<>(
                brokers.with(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        name,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1000,
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private Map<TopicPartition, Long> position(KafkaConsumer<String, byte[]> reading) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            int count = Topic.ALL.stream()
                    .filter(t -> t.name().equals(topic))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(topic + " is no topic of ours"))
                    .partitions();
            for (int p = 0; p < Math.max(count, partitionsOf(reading, topic)); p++) {
                partitions.add(new TopicPartition(topic, p));
            }
        }
        reading.assign(partitions);
        Map<TopicPartition, Long> ends = reading.endOffsets(partitions, Duration.ofMinutes(5));
        if (from == From.END) {
            ends.forEach(reading::seek);
        } else {
            reading.seekToBeginning(partitions);
        }
        return ends;
    }

    private static int partitionsOf(KafkaConsumer<String, byte[]> reading, String topic) {
        return reading.partitionsFor(topic, Duration.ofMinutes(5)).size();
    }

    /// The value of a record's header as text, or null.
    public static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        Thread waiting = thread;
        if (waiting != null) {
            try {
                waiting.join(Duration.ofSeconds(5));
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
}
