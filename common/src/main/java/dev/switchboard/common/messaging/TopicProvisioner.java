package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates the topics that do not exist yet, with their retention. Existing ones are left as the operator set them.
public final class TopicProvisioner {
    /// admin-service keeps a copy of every dead letter; this is how long it may be away.
    private static final Duration DEAD_LETTERS = Duration.ofDays(30);
    private static final Duration REPLAYS = Duration.ofDays(7);

    private TopicProvisioner() {}

    /// @param deadLetters names of the dead-letter topics that the caller's consumers need
    /// @throws IllegalStateException when the broker does not answer within 30 s
    public static void provision(String bootstrap, List<String> deadLetters) {
        provision(Brokers.at(bootstrap), deadLetters);
    }

    /// As above, for brokers that want more than an address.
    public static void provision(Brokers brokers, List<String> deadLetters) {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.ALL) {
            Map<String, String> settings = topic.compacted()
                    ? Map.of("cleanup.policy", "compact")
                    : Map.of("retention.ms", Long.toString(topic.retention().toMillis()));
            topics.add(new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()).configs(settings));
        }
        topics.add(single(DeadLetter.REPLAYED, REPLAYS));
        deadLetters.forEach(name -> topics.add(single(name, DEAD_LETTERS)));
        try (Admin admin = Admin.create(brokers.with(Map.of()))) {
            for (var creation : admin.createTopics(topics).values().values()) {
                await(creation);
            }
        }
    }

    /// For dead letters and their replays.
    private static NewTopic single(String name, Duration retention) {
        return new NewTopic(name, Optional.of(1), Optional.empty())
                .configs(Map.of(
                        "retention.ms",
                        Long.toString(retention.toMillis()),
                        "max.message.bytes",
                        Integer.toString(DeadLetter.LARGEST)));
    }

    private static void await(KafkaFuture<Void> creation) {
        try {
            creation.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create the topics", e.getCause());
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topics", e);
        }
    }
}
