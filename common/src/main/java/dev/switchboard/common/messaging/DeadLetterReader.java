package dev.switchboard.common.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import reactor.core.publisher.Mono;

/// Reads the dead-letter topics of all services and keeps what is on them; a topic that is new is seen within half a
/// minute. What cannot be kept is tried again without limit.
public final class DeadLetterReader implements SmartLifecycle {
    private static final Pattern TOPICS = Pattern.compile(".+" + Pattern.quote(DeadLetter.SUFFIX));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaMessageListenerContainer<byte[], byte[]> container;

    /// @param keep is given a letter again where it was not known to be kept
    public DeadLetterReader(Brokers brokers, String group, Function<DeadLetter, Mono<Void>> keep) {
        ContainerProperties properties = new ContainerProperties(TOPICS);
        properties.setGroupId(group);
        properties.setMessageListener((MessageListener<byte[], byte[]>) record -> take(record, keep));
        container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        brokers.with(Map.of(
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                                30_000,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                100)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                properties);
        container.setCommonErrorHandler(new DefaultErrorHandler(DeadLetters.waiting()));
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Function<DeadLetter, Mono<Void>> keep) {
        DeadLetter.of(record).ifPresent(letter -> keep.apply(letter).block(PATIENCE));
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }
}
