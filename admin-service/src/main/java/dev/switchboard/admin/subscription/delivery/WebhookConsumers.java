package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.admin.subscription.payload.ConversationEvents;
import dev.switchboard.admin.subscription.payload.CustomerEvents;
import dev.switchboard.admin.subscription.payload.Event;
import dev.switchboard.admin.subscription.payload.MessageEvents;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Received;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Makes deliveries of facts, in the order of each topic. Nothing is sent here.
@Configuration(proxyBeanMethods = false)
class WebhookConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> webhookMessages(FactConsumers consumers, Queue queue) {
        return consumers.inBatches(
                "webhook-messages",
                MessageCreated.class,
                facts -> queue.add(told(facts, message -> List.of(MessageEvents.of(message)))));
    }

    @Bean
    Consumer<Message<List<byte[]>>> webhookMessageChanges(FactConsumers consumers, Queue queue) {
        return consumers.inBatches(
                "webhook-message-changes",
                MessageUpdated.class,
                update -> MessageEvents.of(update).isPresent(),
                facts -> queue.add(
                        told(facts, update -> MessageEvents.of(update).stream().toList())));
    }

    @Bean
    Consumer<Message<List<byte[]>>> webhookConversations(FactConsumers consumers, Queue queue) {
        return consumers.inBatches(
                "webhook-conversations",
                ConversationUpdated.class,
                fact -> !ConversationEvents.of(fact).isEmpty(),
                facts -> queue.add(told(facts, ConversationEvents::of)));
    }

    @Bean
    Consumer<Message<List<byte[]>>> webhookCustomers(
            FactConsumers consumers, Queue queue, EraseDeliveries eraseDeliveries) {
        return consumers.inBatches(
                "webhook-customers",
                CustomerUpdated.class,
                fact -> EraseDeliveries.concerns(fact)
                        || CustomerEvents.of(fact).isPresent(),
                facts -> Flux.fromIterable(facts)
                        .concatMap(received -> queue.add(told(
                                        List.of(received),
                                        fact -> CustomerEvents.of(fact).stream().toList()))
                                .then(Mono.defer(() -> eraseDeliveries.of(received.fact()))))
                        .then());
    }

    private static <T extends Fact> List<Queue.Told> told(List<Received<T>> facts, Function<T, List<Event>> events) {
        return facts.stream()
                .flatMap(received ->
                        events.apply(received.fact()).stream().map(event -> new Queue.Told(event, received.trace())))
                .toList();
    }
}
