package dev.switchboard.conversation.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Replica;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.message.PostMessage.Posting;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A customer and agents write into the same conversations at the same time, through two replicas.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class ConcurrentWritersIntegrationTests {
    private static final int CONVERSATIONS = 4;
    private static final int EACH = 15;

    @Autowired
    Facts facts;

    @Autowired
    PostMessage here;

    @Autowired
    DatabaseClient database;

    @Autowired
    Environment environment;

    @Test
    void everyPlaceIsTakenOnceAndTheFactsAreToldInTheirOrder() {
        Tenant acme = Tenant.settledIn(facts);
        try (ConfigurableApplicationContext second = Replica.of(environment)) {
            PostMessage there = second.getBean(PostMessage.class);
            List<MessageCreated> first = IntStream.range(0, CONVERSATIONS)
                    .mapToObj(c -> acme.visitor("visitor-" + c))
                    .map(visitor -> begin(acme, visitor))
                    .toList();

            Mono<Void> agents = Flux.range(0, EACH)
                    .flatMapIterable(n -> first)
                    .flatMap(
                            begun -> Flux.merge(
                                    here.post(answer(begun, acme.jane().userId(), 1)),
                                    there.post(answer(begun, acme.omar().userId(), 2))),
                            8)
                    .then();
            Mono<Void> customers = Mono.fromRunnable(() -> {
                for (int n = 1; n <= EACH; n++) {
                    for (MessageCreated begun : first) {
                        facts.publish(acme.said(begun.address(), "m-" + n, "message " + n));
                    }
                }
            });
            Mono.when(agents, customers.subscribeOn(Schedulers.boundedElastic()))
                    .block();

            long all = 1 + 3L * EACH;
            for (MessageCreated begun : first) {
                MessageCreated last = facts.await(
                        MessageCreated.class, m -> m.conversationId().equals(begun.conversationId()) && m.seq() == all);
                List<MessageCreated> told = facts.told(MessageCreated.class).stream()
                        .filter(m -> m.conversationId().equals(begun.conversationId()))
                        .toList();
                assertThat(told)
                        .extracting(MessageCreated::seq)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, all).boxed().toList());
                assertThat(told).extracting(MessageCreated::version).isSorted().doesNotHaveDuplicates();
                assertThat(stored(last)).isEqualTo(all);
            }
        }
    }

    private MessageCreated begin(Tenant acme, Address visitor) {
        facts.publish(acme.said(visitor, "m-0", "Hello"));
        return facts.await(MessageCreated.class, m -> m.address().equals(visitor));
    }

    private static Posting answer(MessageCreated begun, UUID agent, int number) {
        return new Posting(
                begun.accountId(),
                begun.conversationId(),
                Author.agent(agent, "Agent " + number, number),
                Kind.REPLY,
                "One moment",
                null);
    }

    private long stored(MessageCreated of) {
        return database.sql("SELECT count(DISTINCT seq) FROM message WHERE conversation_id = $1")
                .bind(0, of.conversationId())
                .mapValue(Long.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }
}
