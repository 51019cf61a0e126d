package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/// What a container does when a batch fails: a fact at fault goes to `<topic>.<group>.dlt` at once and alone, with
/// its origin and cause in the headers; everything else is transient, and the container pauses and repeats without
/// limit, committing nothing.
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaTemplate<byte[], byte[]> template;
    private final MeterProvider<Counter> setAside;

    DeadLetters(KafkaTemplate<byte[], byte[]> template, MeterRegistry meters) {
        this.template = template;
        this.setAside = Counter.builder("switchboard.dlt.facts")
                .description("Facts that could not be taken and went to the dead letters")
                .withRegistry(meters);
    }

    void configure(AbstractMessageListenerContainer<?, ?> container, String topic, String group) {
        // what appears with its first fact has no rate yet, and no alert sees it
        Counter _ = count(topic, group);
        container.setCommonErrorHandler(handler(group));
        container.getContainerProperties().setStopImmediate(true);
    }

    /// For facts that are tried again: one that fails again goes back to where it came from.
    CommonErrorHandler ofReplays() {
        return handler(DeadLetter::topicOf, DeadLetter::groupOf);
    }

    private CommonErrorHandler handler(String group) {
        return handler(ConsumerRecord::topic, _ -> group);
    }

    private CommonErrorHandler handler(
            Function<ConsumerRecord<?, ?>, String> topic, Function<ConsumerRecord<?, ?>, String> group) {
        DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(
                template,
                (record, _) -> new TopicPartition(Topic.deadLetters(topic.apply(record), group.apply(record)), 0));
        recoverer.setFailIfSendResultIsError(true);
        recoverer.setExceptionHeadersCreator((headers, error, _, _) -> DeadLetter.explain(headers, error));
        ExponentialBackOff waiting = waiting();
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (record, error) -> {
                    recoverer.accept(record, error);
                    LOG.error("{} goes to the dead letters of {}", KafkaUtils.format(record), group.apply(record));
                    count(topic.apply(record), group.apply(record)).increment();
                },
                waiting);
        handler.setBackOffFunction((_, error) -> isPoison(error) ? new FixedBackOff(0, 0) : waiting);
        handler.setCommitRecovered(true);
        return handler;
    }

    /// How what may pass is tried again: without limit, and at last every five seconds.
    static ExponentialBackOff waiting() {
        ExponentialBackOff waiting = new ExponentialBackOff(500, 2);
        waiting.setMaxInterval(5_000);
        return waiting;
    }

    private Counter count(String topic, String group) {
        return setAside.withTags("topic", topic, "group", group);
    }

    private static boolean isPoison(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BatchListenerFailedException) {
                return true;
            }
        }
        return false;
    }
}
