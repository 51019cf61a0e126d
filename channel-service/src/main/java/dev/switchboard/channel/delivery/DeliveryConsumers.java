package dev.switchboard.channel.delivery;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.messaging.FactConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// Hears of messages to deliver.
@Configuration(proxyBeanMethods = false)
class DeliveryConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> queueDeliveries(FactConsumers consumers, JobQueue queue) {
        return consumers.inBatches("queue-deliveries", MessageCreated.class, queue::goesOut, queue::add);
    }
}
