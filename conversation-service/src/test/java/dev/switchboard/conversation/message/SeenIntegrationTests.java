package dev.switchboard.conversation.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated.ReadChanged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated.Seen;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class SeenIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    DatabaseClient database;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void whatAnAgentHasSeenIsReadAndToldOnce() {
        MessageCreated last = said(acme.visitor("ada"), "m-1");
        UUID id = last.conversationId();
        seen(acme.jane(), id).expectStatus().isNoContent();
        seen(acme.jane(), id).expectStatus().isNoContent();
        said(acme.visitor("ada"), "m-2");
        facts.await(ReadChanged.class, r -> r.conversationId().equals(id) && !r.read());

        List<Seen> seen = all(Seen.class, id);
        assertThat(seen).extracting(Seen::seq).containsExactly(1L);
        assertThat(seen.getFirst().by()).isEqualTo(Author.agent(acme.jane().userId(), Tenant.JANE, 1));
        List<ReadChanged> read = reads(id);
        assertThat(read).extracting(ReadChanged::read).containsExactly(true, false);
        assertThat(read).extracting(r -> r.by().kind()).containsExactly(Author.Kind.AGENT, Author.Kind.CUSTOMER);
        assertThat(seen.getFirst().version()).isLessThan(read.getFirst().version());
    }

    @Test
    void eachActOfAConversationHasAVersionOfItsOwn() {
        Address ada = acme.visitor("ada");
        UUID id = said(ada, "m-1").conversationId();
        seen(acme.jane(), id).expectStatus().isNoContent();
        MessageCreated second = said(ada, "m-2");
        facts.await(ReadChanged.class, r -> r.conversationId().equals(id) && !r.read());
        // created, message, seen, read, message, unread
        assertThat(second.version()).isEqualTo(5);
        assertThat(reads(id)).extracting(ReadChanged::version).containsExactly(4L, 6L);
    }

    @Test
    void anAgentSeesNoConversationOfAnotherAccountAndAViewerMarksNothing() {
        UUID id = said(acme.visitor("ada"), "m-1").conversationId();
        Tenant globex = Tenant.settledIn(facts);
        seen(globex.jane(), id).expectStatus().isNotFound();
        seen(acme.jane(), UUID.randomUUID()).expectStatus().isNotFound();
        seen(Callers.agent(acme.account, UUID.randomUUID(), "Vera Viewer", "viewer"), id)
                .expectStatus()
                .isForbidden();
        seen(Callers.visitor(acme.account, acme.answered, "ada", null), id)
                .expectStatus()
                .isForbidden();
        assertThat(all(Seen.class, id)).isEmpty();
    }

    @Test
    void whatTheCustomerHasSeenStandsOnTheMessages() {
        Address ada = acme.visitor("ada");
        MessageCreated question = said(ada, "m-1");
        facts.publish(Tenant.answerTo(question, "Within 30 days"));
        MessageCreated answer = facts.await(
                MessageCreated.class, m -> m.conversationId().equals(question.conversationId()) && m.seq() == 2);
        facts.publish(viewed(ada), viewed(ada));
        facts.await(Seen.class, s -> s.conversationId().equals(answer.conversationId()));
        said(ada, "m-2");

        assertThat(all(Seen.class, answer.conversationId()))
                .extracting(Seen::seq, s -> s.by().kind(), s -> s.by().id())
                .containsExactly(Assertions.tuple(2L, Author.Kind.CUSTOMER, question.customerId()));
        assertThat(seenAt(answer)).isNotNull();
        assertThat(seenAt(question)).isNull();
    }

    @Test
    void aCustomersMessageTellsWhatIsKnownOfTheCustomer() {
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "Hello", new Profile("Ada", "ada@example.test", null)));
        MessageCreated question =
                facts.await(MessageCreated.class, m -> m.address().equals(ada));
        facts.publish(Tenant.answerTo(question, "Within 30 days"));
        assertThat(question.customer()).isEqualTo(new Profile("Ada", "ada@example.test", null));
        assertThat(facts.await(MessageCreated.class, m -> m.seq() == 2).customer())
                .isNull();
    }

    private MessageCreated said(Address from, String key) {
        facts.publish(acme.said(from, key, "Hello"));
        return facts.await(MessageCreated.class, m -> m.address().equals(from) && key.equals(m.deduplicationKey()));
    }

    private MessageReceived.Viewed viewed(Address address) {
        return new MessageReceived.Viewed(Ids.next(), acme.account, address, Instant.now(), null);
    }

    private ResponseSpec seen(Caller caller, UUID id) {
        return client.as(caller)
                .post()
                .uri("/internal/conversations/" + id + "/seen")
                .exchange();
    }

    private List<Seen> all(Class<Seen> type, UUID id) {
        return facts.told(type).stream()
                .filter(s -> s.conversationId().equals(id))
                .toList();
    }

    private List<ReadChanged> reads(UUID id) {
        return facts.told(ReadChanged.class).stream()
                .filter(r -> r.conversationId().equals(id))
                .toList();
    }

    private Instant seenAt(MessageCreated message) {
        return database.sql("SELECT coalesce(seen_at, 'epoch') AS seen_at FROM message WHERE id = $1")
                .bind(0, message.messageId())
                .mapValue(Instant.class)
                .one()
                .filter(at -> at.isAfter(Instant.EPOCH))
                .block();
    }
}
