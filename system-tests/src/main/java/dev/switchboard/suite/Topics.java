package dev.switchboard.suite;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What stands on the suite's topics.
public record Topics(Installation suite) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public record Fact(String topic, String key, String trace, JsonNode json) {
        /// Nothing for what is none: a tombstone, or what somebody else has put there.
        static Optional<Fact> of(ConsumerRecord<String, String> record) {
            Header trace = record.headers().lastHeader("traceparent");
            return read(record.value())
                    .filter(JsonNode::isObject)
                    .map(json -> new Fact(
                            record.topic(),
                            String.valueOf(record.key()),
                            trace == null ? "" : new String(trace.value(), StandardCharsets.UTF_8),
                            json));
        }

        private static Optional<JsonNode> read(@Nullable String value) {
            try {
                return Optional.ofNullable(value).map(JSON::readTree);
            } catch (JacksonException _) {
                return Optional.empty();
            }
        }

        public String text(String field) {
            return json.path(field).asString("");
        }
    }

    /// Every fact on the topics up to now.
    public List<Fact> read(String... topics) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
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
                    Fact.of(record).ifPresent(facts::add);
                });
            }
            return facts;
        }
    }

    /// Names of the dead-letter topics that hold anything.
    public List<String> deadLetters() {
        return deadLetterEnds().entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .map(end -> end.getKey().topic())
                .toList();
    }

    /// Dead letters on all topics together.
    public long deadLetterCount() {
        return deadLetterEnds().values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<String, Long> deadLettersByTopic() {
        Map<String, Long> counts = new TreeMap<>();
        deadLetterEnds().forEach((partition, end) -> counts.merge(partition.topic(), end, Long::sum));
        return counts;
    }

    /// Where dead letters lie that lack one of the headers.
    public List<String> deadLettersWithout(List<String> headers) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            Map<TopicPartition, Long> ends = deadLetterEnds();
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            List<String> bare = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (headers.stream().anyMatch(name -> record.headers().lastHeader(name) == null)) {
                        bare.add(record.topic() + " at " + record.offset());
                    }
                }
            }
            return bare;
        }
    }

    /// The groups that read each topic of facts now; dead letters and what is replayed of them are none.
    public Map<String, Set<String>> readers() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.kafka()))) {
            Map<String, Set<String>> readers = new TreeMap<>();
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            admin.describeConsumerGroups(groups)
                    .all()
                    .get()
                    .forEach((group, description) -> description
                            .members()
                            .forEach(member -> member.assignment()
                                    .topicPartitions()
                                    .forEach(partition -> readers.computeIfAbsent(
                                                    partition.topic(), _ -> new TreeSet<>())
                                            .add(group))));
            readers.keySet().removeIf(topic -> topic.startsWith("dead-letter.") || topic.endsWith(".dlt"));
            return readers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Facts on the topics of a group that it has not committed yet.
    public long lag(String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.kafka()))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            committed.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
            long ends = admin.listOffsets(wanted).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
            return ends
                    - committed.values().stream()
                            .mapToLong(OffsetAndMetadata::offset)
                            .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<TopicPartition, Long> deadLetterEnds() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(info -> info.topic().endsWith(".dlt"))
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions);
        }
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", suite.kafka()), new StringDeserializer(), new StringDeserializer());
    }
}
