package dev.switchboard.ai.erasure;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.erasure.Erasure;
import dev.switchboard.common.messaging.FactConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;

/// `customer.updated` → `erasure.completed`.
@Configuration(proxyBeanMethods = false)
class ErasureConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> erasures(FactConsumers consumers, EraseCustomer eraseCustomer) {
        return consumers.inBatches(
                "erasures",
                CustomerUpdated.class,
                Erasure::concerns,
                facts -> Flux.fromIterable(facts)
                        .concatMap(received -> eraseCustomer.of(received.fact()))
                        .then());
    }
}
