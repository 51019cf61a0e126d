package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/// What a container does when a batch fails: a fact at fault goes to `<topic>.<group>.dlt` at once and alone, with
/// its origin and cause in the headers; everything else is transient, and the container pauses and repeats without
/// limit, committing nothing.
final class DeadLetters {
    private final KafkaTemplate<byte[], byte[]> template;
    private final MeterRegistry meters;

    DeadLetters(KafkaTemplate<byte[], byte[]> template, MeterRegistry meters) {
        this.template = template;
        this.meters = meters;
    }

    void configure(AbstractMessageListenerContainer<?, ?> container, String group) {
        container.setCommonErrorHandler(handler(group));
        container.getContainerProperties().setStopImmediate(true);
    }

    private CommonErrorHandler handler(String group) {
        DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(
                template, (record, _) -> new TopicPartition(Topic.deadLetters(record.topic(), group), 0));
        recoverer.setFailIfSendResultIsError(true);
        ExponentialBackOff waiting = new ExponentialBackOff(500, 2);
        waiting.setMaxInterval(5_000);
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (record, error) -> {
                    recoverer.accept(record, error);
                    meters.counter("switchboard.dlt.facts", "topic", record.topic(), "group", group)
                            .increment();
                },
                waiting);
        handler.setBackOffFunction((_, error) -> isPoison(error) ? new FixedBackOff(0, 0) : waiting);
        handler.setCommitRecovered(true);
        return handler;
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
