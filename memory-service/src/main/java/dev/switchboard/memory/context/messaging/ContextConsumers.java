package dev.switchboard.memory.context.messaging;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.memory.context.AssembleContext;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// `message.created` → `context.assembled`.
@Configuration(proxyBeanMethods = false)
class ContextConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> context(FactConsumers consumers, AssembleContext assembleContext) {
        return consumers.inBatches("context", MessageCreated.class, assembleContext::of);
    }
}
