package dev.switchboard.common.messaging;

import dev.switchboard.common.messaging.TopicWatch.Followed;
import dev.switchboard.common.service.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/// Outbox, inbox and consumers of one service.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessagingSettings.class)
public class MessagingWiring {
    /// Topics stand before the first binding looks for them.
    @Bean
    FactProducer factProducer(
            Brokers brokers, MessagingSettings settings, Environment environment, BindingServiceProperties bindings) {
        TopicProvisioner.provision(
                brokers, followed(bindings).stream().map(Followed::deadLetters).toList());
        return new FactProducer(
                brokers, environment.getRequiredProperty("spring.application.name"), settings.delivery());
    }

    private static Set<Followed> followed(BindingServiceProperties bindings) {
        return bindings.getBindings().values().stream()
                .filter(binding -> binding.getGroup() != null && binding.getDestination() != null)
                .map(binding -> new Followed(binding.getDestination(), binding.getGroup()))
                .collect(Collectors.toSet());
    }

    /// @param topics the producer's bean makes the topics
    @Bean
    TopicWatch topicWatch(
            Brokers brokers, BindingServiceProperties bindings, MeterRegistry meters, FactProducer topics) {
        return new TopicWatch(brokers, followed(bindings), meters);
    }

    @Bean
    OutboxWatch outboxWatch(DatabaseClient database, MeterRegistry meters) {
        return new OutboxWatch(database, meters);
    }

    @Bean
    OutboxRelay outboxRelay(
            DatabaseClient database,
            FactProducer producer,
            MessagingSettings settings,
            ObjectProvider<RelayPace> pace,
            MeterRegistry meters) {
        return new OutboxRelay(database, producer, settings, pace.getIfAvailable(() -> full -> full), meters);
    }

    @Bean
    Outbox outbox(DatabaseClient database, OutboxRelay relay) {
        return new Outbox(database, relay);
    }

    @Bean
    FactConsumers factConsumers(
            Environment environment,
            DatabaseClient database,
            TransactionalOperator transaction,
            MessagingSettings settings,
            MeterRegistry meters,
            Spans spans) {
        return new FactConsumers(
                environment.getRequiredProperty("spring.application.name"),
                new Inbox(database),
                transaction,
                settings,
                meters,
                spans);
    }

    @Bean
    InboxRetention inboxRetention(DatabaseClient database, MessagingSettings settings) {
        return new InboxRetention(new Inbox(database), settings.inboxRetention());
    }

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> deadLetterProducers(Brokers brokers) {
        return new DefaultKafkaProducerFactory<>(
                brokers.with(Map.of(
                        ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, DeadLetter.LARGEST)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> consumerContainers(
            DefaultKafkaProducerFactory<byte[], byte[]> deadLetterProducers,
            MessagingSettings settings,
            MeterRegistry meters) {
        DeadLetters deadLetters = new DeadLetters(new KafkaTemplate<>(deadLetterProducers), meters);
        return (container, topic, group) -> {
            deadLetters.configure(container, topic, group);
            ContainerProperties properties = container.getContainerProperties();
            properties.setIdleBetweenPolls(settings.gather().toMillis());
            // the inbox knows what was taken; what an unfinished commit repeats costs one look
            properties.setSyncCommits(false);
        };
    }
}
