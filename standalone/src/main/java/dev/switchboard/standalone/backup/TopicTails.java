package dev.switchboard.standalone.backup;

import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The ends of the topics that some consumer may not have taken yet. Compacted topics are state, and are taken whole;
/// who is typing is of no use tomorrow. A record too many costs nothing: consumers know what they have taken.
final class TopicTails implements AutoCloseable {
    private static final Duration SHORT_LIVED = Duration.ofHours(1);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicTails(String bootstrap) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// @param from the first record that may not have been taken
    /// @param to the first that is later than the backup's moment
    record Tail(String topic, int partition, long from, long to) {
        TopicPartition where() {
            return new TopicPartition(topic, partition);
        }
    }

    /// From where on something may be open. What is looked at early is a little more, and no harm.
    Map<TopicPartition, Long> froms() {
        Set<TopicPartition> all = partitions();
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> taken = taken();
        Map<TopicPartition, Long> froms = new HashMap<>();
        for (TopicPartition each : all) {
            long first = firsts.getOrDefault(each, 0L);
            Long from = isCompacted(each.topic()) ? Long.valueOf(first) : taken.get(each);
            if (from != null) {
                froms.put(each, Math.max(from, first));
            }
        }
        return froms;
    }

    /// What is open at this moment; only what is not empty.
    List<Tail> open(Map<TopicPartition, Long> froms) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(froms.keySet());
        return froms.entrySet().stream()
                .map(from -> new Tail(
                        from.getKey().topic(),
                        from.getKey().partition(),
                        from.getValue(),
                        ends.getOrDefault(from.getKey(), 0L)))
                .filter(tail -> tail.from() < tail.to())
                .toList();
    }

    private Set<TopicPartition> partitions() {
        Set<String> lasting = Topic.ALL.stream()
                .filter(topic -> topic.compacted() || topic.retention().compareTo(SHORT_LIVED) > 0)
                .map(Topic::name)
                .collect(Collectors.toSet());
        return consumer.listTopics().values().stream()
                .flatMap(List::stream)
                .filter(info -> lasting.contains(info.topic())
                        || info.topic().endsWith(".dlt")
                        || info.topic().equals(DeadLetter.REPLAYED))
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    private static boolean isCompacted(String name) {
        return Topic.ALL.stream().anyMatch(topic -> topic.name().equals(name) && topic.compacted());
    }

    /// How far the slowest group is: at the beginning, where it has never said how far it is.
    private Map<TopicPartition, Long> taken() {
        try {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .toList();
            Map<TopicPartition, Long> slowest = new HashMap<>();
            var described = admin.describeConsumerGroups(groups).all().get();
            for (String group : groups) {
                Map<TopicPartition, OffsetAndMetadata> said = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                Set<TopicPartition> reads = new HashSet<>(said.keySet());
                ConsumerGroupDescription about = described.get(group);
                if (about != null) {
                    about.members()
                            .forEach(member -> reads.addAll(member.assignment().topicPartitions()));
                }
                for (TopicPartition each : reads) {
                    @Nullable OffsetAndMetadata offset = said.get(each);
                    slowest.merge(each, offset == null ? 0 : offset.offset(), Math::min);
                }
            }
            return slowest;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say what has been taken", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// A record as a line of the archive holds it.
    record Line(int partition, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        record Header(String name, byte @Nullable [] value) {}

        static Line of(ConsumerRecord<byte[], byte[]> record) {
            return new Line(
                    record.partition(),
                    record.key(),
                    record.value(),
                    StreamSupport.stream(record.headers().spliterator(), false)
                            .map(header -> new Header(header.key(), header.value()))
                            .toList());
        }
    }

    static String entry(String topic) {
        return "topics/" + topic + ".jsonl";
    }

    long write(List<Tail> tails, ZipOutputStream zip) throws IOException {
        long count = 0;
        Map<String, List<Tail>> byTopic = tails.stream().collect(Collectors.groupingBy(Tail::topic));
        for (Map.Entry<String, List<Tail>> topic : byTopic.entrySet()) {
            zip.putNextEntry(new ZipEntry(entry(topic.getKey())));
            for (Tail tail : topic.getValue()) {
                count += write(tail, zip);
            }
            zip.closeEntry();
        }
        return count;
    }

    private long write(Tail tail, ZipOutputStream zip) throws IOException {
        consumer.assign(List.of(tail.where()));
        consumer.seek(tail.where(), tail.from());
        long count = 0;
        // compaction leaves holes, so the position tells and not the number of records
        while (consumer.position(tail.where()) < tail.to()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (record.offset() < tail.to()) {
                    zip.write((WireJson.write(Line.of(record)) + "\n").getBytes(StandardCharsets.UTF_8));
                    count++;
                }
            }
        }
        return count;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
