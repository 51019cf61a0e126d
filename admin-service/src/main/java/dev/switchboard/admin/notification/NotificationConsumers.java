package dev.switchboard.admin.notification;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Received;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;

/// Hears what happens to conversations.
@Configuration(proxyBeanMethods = false)
class NotificationConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> notifiedConversations(FactConsumers consumers, FollowConversations follow) {
        return consumers.inBatches(
                "notifications",
                ConversationUpdated.class,
                FollowConversations::concerns,
                facts -> Flux.fromIterable(facts)
                        .map(Received::fact)
                        .concatMap(follow::follow)
                        .then());
    }
}
