package dev.switchboard.testing.echo;

import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.KnowledgeUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.service.UsesHttp;
import dev.switchboard.common.service.UsesPostgres;
import dev.switchboard.common.service.UsesStreams;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.messaging.Message;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The smallest service there can be: it proves that the test of a service works.
@SpringBootConfiguration
@ComponentScan
@UsesHttp
@UsesPostgres
@UsesStreams
public class EchoServiceApplication {
    @RestController
    static class Greetings {
        @GetMapping("/greeting")
        Mono<String> greet(Caller.Agent agent) {
            return Mono.just("Hello, " + agent.name());
        }
    }

    @Bean
    Consumer<Message<List<byte[]>>> echo(FactConsumers consumers, Outbox outbox) {
        return consumers.oneByOne("echo", KnowledgeUpdated.class, fact -> outbox.tell(answer(fact)));
    }

    private static ErasureCompleted answer(KnowledgeUpdated fact) {
        return new ErasureCompleted(
                Ids.next(), fact.accountId(), fact.articleId(), Instant.now(), "echo", Map.of("articles", 1));
    }
}
