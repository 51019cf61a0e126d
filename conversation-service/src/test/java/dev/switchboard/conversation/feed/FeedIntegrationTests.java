package dev.switchboard.conversation.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class FeedIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void aReturningReaderGetsWhatItMissed() {
        Address ada = acme.visitor("ada");
        MessageCreated last = said(ada, 5);

        Feed feed = feed(acme.account, ada, 3);
        assertThat(feed.conversationId()).isEqualTo(last.conversationId());
        assertThat(feed.recovered()).isTrue();
        assertThat(feed.lastSeq()).isEqualTo(5);
        assertThat(feed.version()).isEqualTo(last.version());
        assertThat(feed.owner()).isEqualTo(Owner.BOT);
        assertThat(feed.messages()).hasSize(2).last().isEqualTo(last);
        assertThat(feed(acme.account, ada, 99).messages()).isEmpty();
        assertThat(of(last.conversationId(), acme.account, 3)).isEqualTo(feed);
    }

    @Test
    void moreThanAThousandMissedAreNotRecovered() {
        Address ada = acme.visitor("ada");
        said(ada, 1002);
        Feed tooFar = feed(acme.account, ada, 1);
        assertThat(tooFar.recovered()).isFalse();
        assertThat(tooFar.messages()).isEmpty();
        assertThat(tooFar.lastSeq()).isEqualTo(1002);
        Feed near = feed(acme.account, ada, 2);
        assertThat(near.recovered()).isTrue();
        assertThat(near.messages()).hasSize(1000);
    }

    @Test
    void anAddressWithoutAConversationSaysWhoWouldAnswer() {
        Feed bot = feed(acme.account, acme.visitor("nobody"), 0);
        assertThat(bot.conversationId()).isNull();
        assertThat(bot.owner()).isEqualTo(Owner.BOT);
        assertThat(feed(acme.account, acme.visitorOfQuietInbox("nobody"), 0).owner())
                .isEqualTo(Owner.QUEUE);
    }

    @Test
    void aFeedStaysInItsAccount() {
        Address ada = acme.visitor("ada");
        MessageCreated last = said(ada, 1);
        UUID stranger = UUID.randomUUID();
        assertThat(feed(stranger, ada, 0).conversationId()).isNull();
        request("/internal/conversations/" + last.conversationId() + "/feed?accountId=" + stranger)
                .expectStatus()
                .isNotFound();
    }

    @Test
    void aReaderWithoutACountGetsWhatWasRecordedAfterAMoment() {
        Address ada = acme.visitor("ada");
        said(ada, 2);
        Instant between = Instant.now();
        facts.publish(acme.said(ada, "m-3", "message 3"));
        MessageCreated last = facts.await(MessageCreated.class, m -> m.address().equals(ada) && m.seq() == 3);
        String conversation = "/internal/conversations/" + last.conversationId() + "/feed?accountId=" + acme.account;
        assertThat(read(request(conversation + "&since=" + between)).messages()).containsExactly(last);
        assertThat(read(request(conversation + "&since=" + between + "&after=3"))
                        .messages())
                .containsExactly(last);
        assertThat(read(request(conversation + "&since=" + Instant.now())).messages())
                .isEmpty();
        assertThat(read(request(conversation + "&since=2001-01-01T00:00:00Z")).messages())
                .hasSize(3);
        String address = "/internal/feed?accountId=" + acme.account + "&inboxId=" + ada.inboxId()
                + "&channel=web&identity=" + ada.identity() + "&thread=" + ada.thread();
        assertThat(read(request(address + "&since=" + between)).messages()).containsExactly(last);
        request(conversation + "&since=yesterday")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.since")
                .exists();
    }

    @Test
    void onlyTheGatewayReadsFeeds() {
        String uri = "/internal/conversations/" + UUID.randomUUID() + "/feed?accountId=" + acme.account;
        client.as(acme.jane()).get().uri(uri).exchange().expectStatus().isForbidden();
        client.bare().get().uri(uri).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void theReplicaIsReadyOnceItKnowsTheAccounts() {
        client.bare()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.accounts.status")
                .isEqualTo("UP");
    }

    private MessageCreated said(Address address, int count) {
        facts.publish(IntStream.rangeClosed(1, count)
                .mapToObj(m -> acme.said(address, "m-" + m, "message " + m))
                .toArray(MessageReceived[]::new));
        return facts.await(MessageCreated.class, m -> m.address().equals(address) && m.seq() == count);
    }

    private Feed feed(UUID account, Address address, long after) {
        return read(request("/internal/feed?accountId=" + account + "&inboxId=" + address.inboxId()
                + "&channel=web&identity=" + address.identity() + "&thread=" + address.thread() + "&after=" + after));
    }

    private Feed of(UUID conversation, UUID account, long after) {
        return read(
                request("/internal/conversations/" + conversation + "/feed?accountId=" + account + "&after=" + after));
    }

    private ResponseSpec request(String uri) {
        return client.as(Callers.operator())
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 * 1024 * 1024))
                .build()
                .get()
                .uri(uri)
                .exchange();
    }

    private static Feed read(ResponseSpec response) {
        byte[] body = response.expectStatus().isOk().expectBody().returnResult().getResponseBody();
        return dev.switchboard.common.contract.WireJson.read(body, Feed.class);
    }
}
