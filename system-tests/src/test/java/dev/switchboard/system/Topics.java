package dev.switchboard.system;

import dev.switchboard.suite.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What stands on the suite's topics.
record Topics(Installation suite) {
    private static final JsonMapper JSON = JsonMapper.shared();

    record Fact(String topic, String trace, JsonNode json) {
        static Fact of(ConsumerRecord<String, String> record) {
            Header trace = record.headers().lastHeader("traceparent");
            return new Fact(
                    record.topic(),
                    trace == null ? "" : new String(trace.value(), StandardCharsets.UTF_8),
                    JSON.readTree(record.value()));
        }

        String text(String field) {
            return json.path(field).asString("");
        }
    }

    /// Everything on the topics up to now.
    List<Fact> read(String... topics) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", suite.kafka()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics) {
                consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Fact> facts = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value() != null) {
                        facts.add(Fact.of(record));
                    }
                });
            }
            return facts;
        }
    }

    /// Names of the dead-letter topics that hold anything.
    List<String> deadLetters() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", suite.kafka()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(info -> info.topic().endsWith(".dlt"))
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).entrySet().stream()
                    .filter(end -> end.getValue() > 0)
                    .map(end -> end.getKey().topic())
                    .toList();
        }
    }
}
