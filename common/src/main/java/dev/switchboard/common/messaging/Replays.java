package dev.switchboard.common.messaging;

import dev.switchboard.common.service.Trace;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.config.BindingProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/// Gives each replayed fact to the consumer that could not take it, as its topic did, and to no other. The consumer's
/// inbox sees to it that a fact replayed twice has one effect.
final class Replays {
    private static final String FUNCTION_INPUT = "-in-0";

    private final BeanFactory beans;
    private final BindingServiceProperties bindings;
    private final BindingsLifecycleController lifecycle;

    Replays(BeanFactory beans, BindingServiceProperties bindings, BindingsLifecycleController lifecycle) {
        this.beans = beans;
        this.bindings = bindings;
        this.lifecycle = lifecycle;
    }

    /// @throws IllegalStateException while the consumer itself does not take facts yet: the container tries again
    void take(ConsumerRecord<byte[], byte[]> record) {
        String topic = DeadLetter.topicOf(record);
        String group = DeadLetter.groupOf(record);
        String binding = binding(topic, group);
        if (binding == null) {
            return;
        }
        boolean runs = lifecycle.queryState(binding).stream().allMatch(state -> state.isRunning());
        if (!runs) {
            throw new IllegalStateException(binding + " has not started");
        }
        consumer(binding).accept(message(record));
    }

    private @Nullable String binding(String topic, String group) {
        return bindings.getBindings().entrySet().stream()
                .filter(each -> is(each.getValue(), topic, group))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static boolean is(BindingProperties binding, String topic, String group) {
        return topic.equals(binding.getDestination()) && group.equals(binding.getGroup());
    }

    private Consumer<Message<List<byte[]>>> consumer(String binding) {
        String name = binding.substring(0, binding.length() - FUNCTION_INPUT.length());
        @SuppressWarnings("unchecked")
        Consumer<Message<List<byte[]>>> consumer = beans.getBean(name, Consumer.class);
        return consumer;
    }

    private static Message<List<byte[]>> message(ConsumerRecord<byte[], byte[]> record) {
        String trace = TailReader.header(record, Trace.HEADER);
        Map<String, Object> headers =
                trace == null ? Map.of() : Map.of(Trace.HEADER, trace.getBytes(StandardCharsets.UTF_8));
        return MessageBuilder.withPayload(Collections.singletonList(record.value()))
                .setHeader("kafka_batchConvertedHeaders", List.of(headers))
                .build();
    }
}
