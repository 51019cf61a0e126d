package dev.switchboard.conversation.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(properties = "switchboard.feed.batch=7")
class AccountFeedIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    DatabaseClient database;

    @Autowired
    AccountFeedRetention retention;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void aReturningAgentGetsWhatTheAccountToldMeanwhileAsKafkaHasIt() {
        assertThat(last(acme.account)).isZero();
        MessageCreated first = said("ada", 1);
        said("bob", 1);
        long last = last(acme.account);

        JsonNode feed = feed(acme.account, "after=1");
        assertThat(feed.get("recovered").asBoolean()).isTrue();
        assertThat(feed.get("last").asLong()).isEqualTo(last);
        assertThat(positions(feed))
                .isEqualTo(LongStream.rangeClosed(2, last).boxed().toList());
        JsonNode message = feed.get("facts").get(0);
        assertThat(message.get("topic").asString()).isEqualTo(MessageCreated.TOPIC);
        assertThat(message.get("type").asString()).isEqualTo("message.created.v1");
        assertThat(WireJson.read(message.get("fact").toString(), MessageCreated.class))
                .isEqualTo(first);
        assertThat(positions(feed(acme.account, "after=1&limit=2"))).containsExactly(2L, 3L);
        assertThat(feed(acme.account, "after=" + last).get("facts")).isEmpty();
    }

    @Test
    void theHeaderOfALiveFactIsItsPlaceInTheFeed() {
        MessageCreated message = said("ada", 1);
        var live = facts.awaitRecord(
                MessageCreated.TOPIC,
                record -> new String(record.value(), StandardCharsets.UTF_8)
                        .contains(message.messageId().toString()));
        String pos = new String(live.headers().lastHeader(FactProducer.FEED_POS).value(), StandardCharsets.UTF_8);
        JsonNode feed = feed(acme.account, "after=" + (Long.parseLong(pos) - 1) + "&limit=1");
        assertThat(feed.get("facts").get(0).get("fact").get("messageId").asString())
                .isEqualTo(message.messageId().toString());
    }

    @Test
    void aReaderWithoutACountGetsEverythingAfterAMoment() {
        said("ada", 1);
        Instant between = Instant.now();
        MessageCreated later = said("bob", 1);
        JsonNode feed = feed(acme.account, "since=" + between);
        assertThat(feed.get("facts").get(0).get("type").asString()).isEqualTo("conversation.created.v1");
        assertThat(feed.get("facts").get(0).get("fact").get("conversationId").asString())
                .isEqualTo(later.conversationId().toString());
        assertThat(feed(acme.account, "since=" + Instant.now()).get("facts")).isEmpty();
        assertThat(feed(acme.account, "since=2001-01-01T00:00:00Z")
                        .get("recovered")
                        .asBoolean())
                .isFalse();
        request(acme.account, "since=yesterday").expectStatus().isBadRequest();
    }

    @Test
    void moreThanAThousandMissedAreNotRecovered() {
        said("ada", 1000);
        long last = last(acme.account);
        assertThat(last).isEqualTo(1001);
        JsonNode tooFar = feed(acme.account, "after=0");
        assertThat(tooFar.get("recovered").asBoolean()).isFalse();
        assertThat(tooFar.get("facts")).isEmpty();
        assertThat(tooFar.get("last").asLong()).isEqualTo(last);
        assertThat(positions(feed(acme.account, "after=1&limit=5000"))).hasSize(1000);
        assertThat(feed(acme.account, "after=" + (last + 1)).get("recovered").asBoolean())
                .isFalse();
        assertThat(feed(acme.account, "after=-1").get("recovered").asBoolean()).isFalse();
    }

    @Test
    void whatIsOlderThanADayIsForgottenAndSaidToBe() {
        said("ada", 30);
        long kept = last(acme.account);
        database.sql("UPDATE account_feed SET logged_at = now() - interval '25 hours' WHERE account_id = $1")
                .bind(0, acme.account)
                .then()
                .block();
        said("bob", 2);
        retention.round().block();

        assertThat(feed(acme.account, "after=" + (kept - 1)).get("recovered").asBoolean())
                .isFalse();
        JsonNode rest = feed(acme.account, "after=" + kept);
        assertThat(rest.get("recovered").asBoolean()).isTrue();
        assertThat(positions(rest)).startsWith(kept + 1).hasSize(3);
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void aFeedStaysInItsAccountAndIsTheGatewaysAlone() {
        said("ada", 1);
        assertThat(last(UUID.randomUUID())).isZero();
        client.as(acme.jane())
                .get()
                .uri("/internal/accounts/" + acme.account + "/feed")
                .exchange()
                .expectStatus()
                .isForbidden();
        client.bare()
                .get()
                .uri("/internal/accounts/" + acme.account + "/feed")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private MessageCreated said(String visitor, int count) {
        Address address = acme.visitor(visitor);
        facts.publish(IntStream.rangeClosed(1, count)
                .mapToObj(m -> acme.said(address, "m-" + m, "message " + m))
                .toArray(MessageReceived[]::new));
        facts.await(ConversationUpdated.Created.class, c -> c.address().equals(address));
        return facts.await(MessageCreated.class, m -> m.address().equals(address) && m.seq() == count);
    }

    private long last(UUID account) {
        return feed(account, "limit=1").get("last").asLong();
    }

    private static List<Long> positions(JsonNode feed) {
        return feed.get("facts")
                .valueStream()
                .map(fact -> fact.get("pos").asLong())
                .toList();
    }

    private JsonNode feed(UUID account, String query) {
        byte[] body = request(account, query)
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return WireJson.MAPPER.readTree(body);
    }

    private ResponseSpec request(UUID account, String query) {
        return client.as(Callers.operator())
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 * 1024 * 1024))
                .build()
                .get()
                .uri("/internal/accounts/" + account + "/feed?" + query)
                .exchange();
    }

    private long rows() {
        return database.sql("SELECT count(*) FROM account_feed WHERE account_id = $1")
                .bind(0, acme.account)
                .mapValue(Long.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }
}
