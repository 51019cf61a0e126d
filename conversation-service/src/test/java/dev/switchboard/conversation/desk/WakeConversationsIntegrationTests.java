package dev.switchboard.conversation.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.assignment.UpdateConversation;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;

/// Several replicas look for conversations to wake at the same time.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(properties = "switchboard.snooze.sweep=1h")
class WakeConversationsIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    UpdateConversation updateConversation;

    @Autowired
    WakeConversations wakeConversations;

    @Autowired
    Conversations conversations;

    @Test
    void eachIsWokenOnceHoweverManyLook() {
        Tenant acme = Tenant.settledIn(facts);
        List<UUID> asked = IntStream.range(0, 12)
                .mapToObj(n -> acme.visitor("visitor-" + n))
                .map(visitor -> {
                    facts.publish(acme.said(visitor, "m-1", "Hello"));
                    return facts.await(MessageCreated.class, m -> m.address().equals(visitor));
                })
                .map(MessageCreated::conversationId)
                .toList();
        Author jane = Author.agent(acme.jane().userId(), Tenant.JANE, 1);
        Instant soon = Instant.now().plusSeconds(3);
        Flux.fromIterable(asked)
                .concatMap(id -> updateConversation.update(acme.account, id, jane, Change.of(Details.snoozed(soon))))
                .then()
                .block();
        wakeConversations.round().block();
        assertThat(open(asked, acme)).isEmpty();

        Awaitility.await().until(() -> Instant.now().isAfter(soon));
        Flux.range(0, 6).flatMap(_ -> wakeConversations.round(), 6).blockLast();
        wakeConversations.round().block();
        assertThat(open(asked, acme)).hasSize(12);
        Awaitility.await()
                .untilAsserted(() -> assertThat(facts.told(StatusChanged.class).stream()
                                .filter(s -> s.accountId().equals(acme.account))
                                .filter(s -> s.status().equals("open"))
                                .map(StatusChanged::conversationId))
                        .containsExactlyInAnyOrderElementsOf(asked));
    }

    private Set<UUID> open(List<UUID> asked, Tenant acme) {
        return asked.stream()
                .filter(id -> conversations
                        .byId(acme.account, id)
                        .map(c -> c.desk().snoozedUntil() == null)
                        .blockOptional()
                        .orElseThrow())
                .collect(Collectors.toSet());
    }
}
