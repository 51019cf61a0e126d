package dev.switchboard.common.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/// Lets a service try again what its consumers could not take.
@Configuration(proxyBeanMethods = false)
public class ReplaysWiring {
    @Bean
    Replays replays(BeanFactory beans, BindingServiceProperties bindings, BindingsLifecycleController lifecycle) {
        return new Replays(beans, bindings, lifecycle);
    }

    /// @param topics the producer's bean makes the topics, before anybody reads them
    @Bean
    KafkaMessageListenerContainer<byte[], byte[]> replayedFacts(
            Replays replays,
            Environment environment,
            DefaultKafkaProducerFactory<byte[], byte[]> deadLetterProducers,
            Brokers brokers,
            MeterRegistry meters,
            FactProducer topics) {
        ContainerProperties properties = new ContainerProperties(DeadLetter.REPLAYED);
        properties.setGroupId(environment.getRequiredProperty("spring.application.name") + ".replays");
        properties.setMessageListener((MessageListener<byte[], byte[]>) replays::take);
        KafkaMessageListenerContainer<byte[], byte[]> container = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        brokers.with(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                properties);
        container.setCommonErrorHandler(new DeadLetters(new KafkaTemplate<>(deadLetterProducers), meters).ofReplays());
        return container;
    }
}
