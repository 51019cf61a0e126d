package dev.switchboard.memory.context.messaging;

import dev.switchboard.common.contract.ContextRequested;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.memory.context.AssembleContext;
import dev.switchboard.memory.context.SupplyContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// `message.created`, and voice messages once they have a text → `context.assembled`; `context.requested` →
/// `context.supplied`.
@Configuration(proxyBeanMethods = false)
class ContextConsumers {
    private static final String TRANSCRIBED = Topic.type(MessageUpdated.Transcribed.class);

    @Bean
    Consumer<Message<List<byte[]>>> context(FactConsumers consumers, AssembleContext assembleContext) {
        return consumers.inBatches("context", MessageCreated.class, assembleContext::of);
    }

    @Bean
    Consumer<Message<List<byte[]>>> requests(FactConsumers consumers, SupplyContext supplyContext) {
        return consumers.oneByOne("requests", ContextRequested.class, supplyContext::of);
    }

    /// Most updates are of other kinds; a batch without a transcript costs a look at its text and no transaction.
    @Bean
    Consumer<Message<List<byte[]>>> transcripts(FactConsumers consumers, AssembleContext assembleContext) {
        Consumer<Message<List<byte[]>>> take =
                consumers.inBatches("transcripts", MessageUpdated.class, assembleContext::ofTranscripts);
        return batch -> {
            boolean any = batch.getPayload().stream()
                    .anyMatch(fact -> new String(fact, StandardCharsets.UTF_8).contains(TRANSCRIBED));
            if (any) {
                take.accept(batch);
            }
        };
    }
}
