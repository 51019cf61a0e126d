package dev.switchboard.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Everything on one topic since it was made, read when somebody asks.
final class Heard implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    Heard(String bootstrap, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", 50, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    synchronized ConsumerRecord<String, byte[]> await(
            Predicate<ConsumerRecord<String, byte[]>> condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < records.size(); seen++) {
                if (condition.test(records.get(seen))) {
                    return records.get(seen);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Nothing of the kind came within " + patience.toSeconds() + " s; there were:\n"
                        + String.join("\n", records.stream().map(Heard::text).toList()));
            }
            poll();
        }
    }

    synchronized void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    synchronized List<ConsumerRecord<String, byte[]>> records() {
        return List.copyOf(records);
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return record.key() + " " + (record.value() == null ? "-" : new String(record.value(), StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
