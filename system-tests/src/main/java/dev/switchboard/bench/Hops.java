package dev.switchboard.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;

/// Where a message's time goes, read from the two facts that it becomes on its way: when each was made, and when Kafka
/// was given it. All clocks are this machine's.
final class Hops implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String RECEIVED = "message.received";
    private static final String CREATED = "message.created";

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<Integer, Told> received = new HashMap<>();
    private final Map<Integer, Told> created = new HashMap<>();
    private final long wallMinusNano;

    /// @param made when the service made the fact
    /// @param given when the producer took it, whole milliseconds
    private record Told(long made, long given) {}

    private record Fact(String body, Instant occurredAt) {}

    /// One hop's times in microseconds.
    record Hop(String name, Histogram times) {}

    Hops(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "client.id", "bench", "max.poll.records", 10_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(RECEIVED, CREATED).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
        Instant now = Instant.now();
        wallMinusNano = nanos(now) - System.nanoTime();
    }

    /// Reads what was told since the start and joins it with the run's own times.
    List<Hop> of(Load load) {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(500)).forEach(record -> note(load, record));
        }
        Hop in = new Hop("client → socket → gateway makes `message.received`", new Histogram(3));
        Hop record = new Hop("Kafka → conversation-service has recorded it", new Histogram(3));
        Hop relay = new Hop("commit → outbox relay sends `message.created`", new Histogram(3));
        Hop out = new Hop("Kafka → gateway → socket → client", new Histogram(3));
        created.forEach((i, fact) -> {
            Told first = received.get(i);
            if (first != null && load.heardNanos(i) > 0) {
                add(in, first.made() - (load.scheduledNanos(i) + wallMinusNano));
                add(record, fact.made() - first.made());
                add(relay, fact.given() - fact.made());
                add(out, load.heardNanos(i) + wallMinusNano - fact.given());
            }
        });
        return List.of(in, record, relay, out);
    }

    private void note(Load load, ConsumerRecord<String, byte[]> record) {
        String text = new String(record.value(), StandardCharsets.UTF_8);
        int i = load.numberIn(text);
        if (i < 0) {
            return;
        }
        Fact fact = JSON.readValue(text, Fact.class);
        Map<Integer, Told> facts = record.topic().equals(RECEIVED) ? received : created;
        // half a millisecond for the half that the timestamp cuts off on average
        facts.putIfAbsent(i, new Told(nanos(fact.occurredAt()), record.timestamp() * 1_000_000 + 500_000));
    }

    private static void add(Hop hop, long nanos) {
        hop.times().recordValue(Math.max(0, nanos / 1000));
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
