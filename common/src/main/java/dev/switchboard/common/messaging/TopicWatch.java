package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// How far the service's consumers are behind, and how much lies in their dead letters, as the brokers say it: a
/// consumer that stands still tells nothing of itself. Every replica tells the lag of the whole group.
final class TopicWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int PATIENCE_SECONDS = 10;

    private final Brokers brokers;
    private final Map<Followed, AtomicLong> lags = new HashMap<>();
    private final Map<Followed, AtomicLong> deadLetters = new HashMap<>();
    private volatile @Nullable Thread thread;

    /// A topic, and a group of consumers that takes its facts.
    record Followed(String topic, String group) {
        String deadLetters() {
            return Topic.deadLetters(topic, group);
        }
    }

    private record Ends(Map<TopicPartition, Long> first, Map<TopicPartition, Long> last) {}

    TopicWatch(Brokers brokers, Set<Followed> followed, MeterRegistry meters) {
        this.brokers = brokers;
        followed.forEach(one -> {
            lags.put(one, new AtomicLong());
            Gauge.builder("switchboard.consumer.lag", lags.get(one), AtomicLong::get)
                    .description("Facts of a topic that a group of consumers has not taken yet")
                    .tags("topic", one.topic(), "group", one.group())
                    .register(meters);
            deadLetters.put(one, new AtomicLong());
            Gauge.builder("switchboard.dlt.depth", deadLetters.get(one), AtomicLong::get)
                    .description("Facts that lie in the dead letters of a topic and group")
                    .tags("topic", one.topic(), "group", one.group())
                    .register(meters);
        });
    }

    private void run() {
        try (Admin admin = Admin.create(brokers.with(Map.of()))) {
            while (thread != null) {
                try {
                    look(admin);
                } catch (ExecutionException | TimeoutException e) {
                    LOG.debug("The brokers do not say how far the consumers are: {}", e.toString());
                }
                Thread.sleep(ROUND);
            }
        } catch (InterruptedException _) {
            // stopped
        }
    }

    private void look(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Ends ends = ends(admin);
        Set<String> groups = lags.keySet().stream().map(Followed::group).collect(Collectors.toSet());
        Map<String, Map<TopicPartition, OffsetAndMetadata>> taken = get(admin.listConsumerGroupOffsets(groups.stream()
                        .collect(Collectors.toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec())))
                .all());
        lags.forEach((one, lag) -> lag.set(behind(one, ends, taken.getOrDefault(one.group(), Map.of()))));
        deadLetters.forEach((one, depth) -> depth.set(lying(one.deadLetters(), ends)));
    }

    private Ends ends(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> topics = lags.keySet().stream()
                .flatMap(one -> Stream.of(one.topic(), one.deadLetters()))
                .distinct()
                .toList();
        List<TopicPartition> partitions = get(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(TopicWatch::partitions)
                .toList();
        return new Ends(
                offsets(admin, partitions, OffsetSpec.earliest()), offsets(admin, partitions, OffsetSpec.latest()));
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Collection<TopicPartition> partitions, OffsetSpec of)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> of)))
                        .all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /// A group that has taken nothing yet begins with the first fact.
    private static long behind(Followed one, Ends ends, Map<TopicPartition, OffsetAndMetadata> taken) {
        return ends.last().entrySet().stream()
                .filter(end -> end.getKey().topic().equals(one.topic()))
                .mapToLong(end -> {
                    OffsetAndMetadata next = taken.get(end.getKey());
                    long first = ends.first().getOrDefault(end.getKey(), 0L);
                    return end.getValue() - (next == null ? first : Math.max(first, next.offset()));
                })
                .filter(behind -> behind > 0)
                .sum();
    }

    private static long lying(String topic, Ends ends) {
        return ends.last().entrySet().stream()
                .filter(end -> end.getKey().topic().equals(topic))
                .mapToLong(end -> end.getValue() - ends.first().getOrDefault(end.getKey(), 0L))
                .sum();
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void start() {
        Thread watching = Thread.ofPlatform().name("topic-watch").daemon().unstarted(this::run);
        thread = watching;
        watching.start();
    }

    @Override
    public void stop() {
        Thread watching = thread;
        thread = null;
        if (watching != null) {
            watching.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
