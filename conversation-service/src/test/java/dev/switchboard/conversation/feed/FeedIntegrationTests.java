package dev.switchboard.conversation.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.feed.FeedController.FeedsRequest;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
        assertThat(near.messages()).hasSize(ReadFeeds.TOGETHER);
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
    void manyReadersAreAnsweredInTheirOrderAndNoneIsStarved() {
        Address ada = acme.visitor("ada");
        Address bob = acme.visitor("bob");
        MessageCreated adas = said(ada, 120);
        MessageCreated bobs = said(bob, 2);
        List<Feed> feeds = read(List.of(
                wanted(ada, 0),
                wanted(acme.visitor("nobody"), 0),
                wanted(bob, 1),
                new Wanted(acme.account, UUID.randomUUID(), null, null, 0L),
                new Wanted(acme.account, bobs.conversationId(), null, null, 0L),
                wanted(ada, 119),
                wanted(bob, 1)));
        assertThat(feeds.get(0).messages())
                .extracting(MessageCreated::seq)
                .startsWith(1L, 2L)
                .hasSize(96);
        assertThat(feeds.get(1).conversationId()).isNull();
        assertThat(feeds.get(2).messages()).containsExactly(bobs);
        assertThat(feeds.get(3)).isNull();
        assertThat(feeds.get(4).messages()).hasSize(2).last().isEqualTo(bobs);
        assertThat(feeds.get(5).messages()).containsExactly(adas);
        assertThat(feeds.get(6)).isEqualTo(feeds.get(2));
    }

    @Test
    void aFeedStaysInItsAccount() {
        Address ada = acme.visitor("ada");
        MessageCreated last = said(ada, 1);
        UUID stranger = UUID.randomUUID();
        assertThat(feed(stranger, ada, 0).conversationId()).isNull();
        assertThat(of(last.conversationId(), stranger, 0)).isNull();
        assertThat(read(List.of(
                        new Wanted(stranger, last.conversationId(), null, null, 0L),
                        new Wanted(acme.account, last.conversationId(), null, null, 0L))))
                .first()
                .isNull();
    }

    @Test
    void aReaderWithoutACountGetsWhatWasRecordedAfterAMoment() {
        Address ada = acme.visitor("ada");
        said(ada, 2);
        Instant between = Instant.now();
        facts.publish(acme.said(ada, "m-3", "message 3"));
        MessageCreated last = facts.await(MessageCreated.class, m -> m.address().equals(ada) && m.seq() == 3);
        UUID conversation = last.conversationId();
        List<Feed> feeds = read(List.of(
                new Wanted(acme.account, conversation, null, between, null),
                new Wanted(acme.account, conversation, null, between, 3L),
                new Wanted(acme.account, conversation, null, Instant.now(), null),
                new Wanted(acme.account, conversation, null, Instant.parse("2001-01-01T00:00:00Z"), null),
                new Wanted(acme.account, null, ada, between, null)));
        assertThat(feeds.get(0).messages()).containsExactly(last);
        assertThat(feeds.get(1).messages()).containsExactly(last);
        assertThat(feeds.get(2).messages()).isEmpty();
        assertThat(feeds.get(3).messages()).hasSize(3);
        assertThat(feeds.get(4).messages()).containsExactly(last);
    }

    @Test
    void aReaderNamesItsConversationOrItsAddress() {
        Address ada = acme.visitor("ada");
        request(new FeedsRequest(List.of(new Wanted(acme.account, UUID.randomUUID(), ada, null, 0L)), 25))
                .expectStatus()
                .isBadRequest();
        request(new FeedsRequest(List.of(new Wanted(acme.account, null, null, null, 0L)), 25))
                .expectStatus()
                .isBadRequest();
        request(new FeedsRequest(Collections.nCopies(51, wanted(ada, 0)), 25))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void onlyTheGatewayReadsFeeds() {
        FeedsRequest any = new FeedsRequest(List.of(wanted(acme.visitor("ada"), 0)), 25);
        client.as(acme.jane())
                .post()
                .uri("/internal/feeds")
                .bodyValue(any)
                .exchange()
                .expectStatus()
                .isForbidden();
        client.bare()
                .post()
                .uri("/internal/feeds")
                .bodyValue(any)
                .exchange()
                .expectStatus()
                .isUnauthorized();
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

    private Wanted wanted(Address address, long after) {
        return new Wanted(acme.account, null, address, null, after);
    }

    private Feed feed(UUID account, Address address, long after) {
        return read(List.of(new Wanted(account, null, address, null, after))).getFirst();
    }

    private Feed of(UUID conversation, UUID account, long after) {
        return read(List.of(new Wanted(account, conversation, null, null, after)))
                .getFirst();
    }

    private List<Feed> read(List<Wanted> wanted) {
        byte[] body = request(new FeedsRequest(wanted, 1000))
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return Arrays.asList(WireJson.read(body, Feed[].class));
    }

    private ResponseSpec request(FeedsRequest request) {
        return client.as(Callers.operator())
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 * 1024 * 1024))
                .build()
                .post()
                .uri("/internal/feeds")
                .bodyValue(request)
                .exchange();
    }
}
