package dev.switchboard.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/// The same at the same time on several replicas, as around a rebalance: one effect.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class InboxIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    Consumer<Message<List<byte[]>>> received;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void oneFactHasOneEffect() {
        Address ada = acme.visitor("ada");
        MessageReceived.Said said = acme.said(ada, "m-1", "Hello");
        atOnce(List.of(said, said, said, said, said, said));
        MessageCreated created =
                facts.await(MessageCreated.class, m -> m.address().equals(ada));
        assertThat(created.seq()).isEqualTo(1);
        facts.publish(acme.said(ada, "m-2", "again"));
        assertThat(facts.await(MessageCreated.class, m -> "m-2".equals(m.deduplicationKey()))
                        .seq())
                .isEqualTo(2);
        assertThat(facts.told(MessageUpdated.Repeated.class))
                .noneMatch(r -> r.address().equals(ada));
    }

    @Test
    void oneMessageToldInSeveralFactsIsRecordedOnce() {
        Address bob = acme.visitor("bob");
        atOnce(IntStream.range(0, 6)
                .mapToObj(_ -> acme.said(bob, "m-1", "Hello"))
                .toList());
        MessageCreated created =
                facts.await(MessageCreated.class, m -> m.address().equals(bob));
        facts.publish(acme.said(bob, "m-1", "Hello"));
        Awaitility.await().until(() -> repeats(bob).size() == 6);
        assertThat(repeats(bob)).extracting(MessageUpdated.Repeated::messageId).containsOnly(created.messageId());
        assertThat(facts.told(MessageCreated.class))
                .filteredOn(m -> m.address().equals(bob))
                .hasSize(1);
    }

    private List<MessageUpdated.Repeated> repeats(Address address) {
        return facts.told(MessageUpdated.Repeated.class).stream()
                .filter(r -> r.address().equals(address))
                .toList();
    }

    private void atOnce(List<MessageReceived.Said> said) {
        CompletableFuture.allOf(said.stream()
                        .map(fact -> WireJson.write(fact).getBytes(StandardCharsets.UTF_8))
                        .map(json -> CompletableFuture.runAsync(() -> received.accept(
                                MessageBuilder.withPayload(List.of(json)).build())))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
