package dev.switchboard.admin.erasure;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Received;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;

/// Hears whose data is to be removed, and what has been.
@Configuration(proxyBeanMethods = false)
class ErasureConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> erasureRequests(FactConsumers consumers, Certificates certificates) {
        return consumers.inBatches(
                "erasure-requests",
                CustomerUpdated.class,
                CustomerUpdated.Erased.class::isInstance,
                facts -> Flux.fromIterable(facts)
                        .map(Received::fact)
                        .ofType(CustomerUpdated.Erased.class)
                        .concatMap(certificates::requested)
                        .then());
    }

    @Bean
    Consumer<Message<List<byte[]>>> erasures(FactConsumers consumers, Certificates certificates) {
        return consumers.oneByOne("erasures", ErasureCompleted.class, certificates::completed);
    }
}
