package dev.switchboard.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channel.Acme;
import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

@SwitchboardIntegrationTest(ChannelServiceApplication.class)
@TestPropertySource(properties = {"GRAPH_URL=http://localhost:9", "switchboard.inbound.media.attempts=1"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookIntegrationTests {
    private static final Acme ACME = new Acme(Ids.next(), Ids.next(), "109876543210", "acme-app-secret");
    private static final Acme GLOBEX = new Acme(Ids.next(), Ids.next(), "209876543210", "globex-app-secret");

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    MeterRegistry meters;

    @BeforeEach
    void connect() {
        ACME.connected(client);
    }

    @Test
    @Order(1)
    void theSpecificationsSampleIsTheOnlyAccounts() {
        String sample = """
                {"entry":[{"changes":[{"value":{"messages":[
                  {"from":"+15550100","id":"wamid.sample","text":{"body":"Hello, I have a question"}}]}}]}]}""";
        ACME.post(client, sample).expectStatus().isOk();
        assertThat(heard("wamid.sample").body()).isEqualTo("Hello, I have a question");
        Acme.post(client, Acme.PATH, sample, null).expectStatus().isUnauthorized();
        GLOBEX.connected(client);
        ACME.post(client, sample.replace("sample", "ambiguous")).expectStatus().isUnauthorized();
    }

    @Test
    void aMessageIsToldAsItWasSaid() {
        ACME.post(client, ACME.says("15550100", "wamid.said", "Grüße \\u0000 \\ud83d\\ude00"))
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"status\":\"ok\"}");
        MessageReceived.Said said = heard("wamid.said");
        assertThat(said.accountId()).isEqualTo(ACME.account());
        assertThat(said.address()).isEqualTo(new Address(ACME.inbox(), Channel.WHATSAPP, "15550100", null));
        assertThat(said.profile().name()).isEqualTo("John Doe");
        assertThat(said.profile().phone()).isEqualTo("+15550100");
        assertThat(said.body()).isEqualTo("Grüße  😀");
        assertThat(said.sentAt()).isEqualTo(Instant.ofEpochSecond(1760000000));
        assertThat(stored("wamid.said")).isEqualTo(1);
    }

    @Test
    void bothAddressesShareOneMemory() {
        String body = ACME.says("15550100", "wamid.both", "Hi");
        Acme.post(client, "/api/channels/whatsapp/webhook", body, Acme.sign(body, ACME.appSecret()))
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"status\":\"received\"}");
        ACME.post(client, body).expectStatus().isOk();
        assertToldOnce("wamid.both");
    }

    @Test
    void fiveDeliveriesAtOnceHaveOneEffect() {
        String body = ACME.says("15550100", "wamid.five", "Hi");
        IntStream.range(0, 5)
                .parallel()
                .forEach(_ -> ACME.post(client, body).expectStatus().isOk());
        assertToldOnce("wamid.five");
        assertThat(database.sql("SELECT count(*) FROM inbound_webhook w JOIN inbound_event e ON e.webhook_id = w.id"
                                + " WHERE e.provider_event_id = 'message:wamid.five' AND w.body = ''"
                                + " AND w.sealed NOT LIKE '%wamid%'")
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isEqualTo(1);
    }

    @Test
    void aBatchIsTakenWhole() {
        String first = """
                {"from":"15550100","id":"wamid.b1","timestamp":"1","type":"text","text":{"body":"one"}},
                {"from":"15550101","id":"wamid.b2","timestamp":"1","type":"image","image":{"id":"77",
                 "mime_type":"image/png","caption":"two"}}""";
        String second = ACME.says("15550100", "wamid.b3", "three");
        String batch = "{\"object\":\"whatsapp_business_account\",\"entry\":[" + entry(ACME.message(first)) + ","
                + entry(second) + "]}";
        ACME.post(client, batch).expectStatus().isOk();
        assertThat(heard("wamid.b1").body()).isEqualTo("one");
        assertThat(heard("wamid.b3").body()).isEqualTo("three");
        MessageReceived.Said image = heard("wamid.b2");
        assertThat(image.body()).as("a file that cannot be had").isEqualTo("[image] two");
        assertThat(image.attachments()).isEmpty();
        assertThat(image.metadata()).containsEntry("whatsapp.media_id", "77");
    }

    @Test
    void nothingUnprovenIsTaken() {
        GLOBEX.connected(client);
        String body = ACME.says("15550100", "wamid.forged", "Hi");
        String right = Acme.sign(body, ACME.appSecret());
        refused(body, null, "no_signature");
        refused(body, Acme.sign(body, "wrong"), "wrong_signature");
        refused(body, Acme.sign(body, GLOBEX.appSecret()), "wrong_signature");
        refused(body, right.substring(0, right.length() - 2), "wrong_signature");
        refused(body, right.replace("sha256=", "sha1="), "wrong_signature");
        refused(body.replace("\"type\":\"text\"", "\"type\": \"text\""), right, "wrong_signature");
        refused("not json", Acme.sign("not json", ACME.appSecret()), "malformed");
        refused("null", Acme.sign("null", ACME.appSecret()), "malformed");
        String nobodys = body.replace(ACME.phoneNumberId(), "999");
        refused(nobodys, Acme.sign(nobodys, ACME.appSecret()), "unknown_account");
        String both = "{\"entry\":[" + entry(body) + "," + entry(GLOBEX.says("1", "wamid.forged", "Hi")) + "]}";
        refused(both, Acme.sign(both, ACME.appSecret()), "wrong_signature");
        assertThat(stored("wamid.forged")).isZero();
        assertThat(facts.told(MessageReceived.Said.class))
                .noneMatch(said -> said.deduplicationKey().equals("wamid.forged"));
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String body = ACME.says("15550100", "wamid.large", "x".repeat(3 * 1024 * 1024));
        ACME.post(client, body).expectStatus().isEqualTo(413);
    }

    @Test
    void aLargeBatchIsNotTooLarge() {
        String body = ACME.says("15550100", "wamid.big", "x".repeat(2 * 1024 * 1024));
        ACME.post(client, body).expectStatus().isOk();
    }

    @Test
    void theAddressIsVerifiedByTheTokenOfAnAccount() {
        verify("subscribe", "verify-" + ACME.phoneNumberId(), 200);
        verify("subscribe", "wrong", 403);
        verify("unsubscribe", "verify-" + ACME.phoneNumberId(), 403);
    }

    @Test
    void secretsRestSealed() {
        String row = database.sql("SELECT a::text FROM provider_account a WHERE inbox_id = $1")
                .bind(0, ACME.inbox())
                .mapValue(String.class)
                .one()
                .block();
        assertThat(row)
                .contains(ACME.phoneNumberId())
                .doesNotContain(ACME.appSecret())
                .doesNotContain("demo-meta-access-token")
                .doesNotContain("verify-");
    }

    @Test
    void anotherAccountsInboxIsNotTaken() {
        new Acme(Ids.next(), ACME.inbox(), "309876543210", "s")
                .put(client)
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void onlyTheInstallationConnects() {
        client.as(Callers.adminOf(ACME.account()))
                .put()
                .uri("/internal/provider-accounts/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void theChannelsTellTheirHealth() {
        client.as(new Caller.Anonymous())
                .get()
                .uri("/api/channels/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("healthy")
                .jsonPath("$.dependencies.whatsapp")
                .isEqualTo("healthy")
                .jsonPath("$.dependencies.chatbot_core")
                .isEqualTo("healthy")
                .jsonPath("$.dependencies.email")
                .isEqualTo("disabled");
    }

    private void verify(String mode, String token, int status) {
        for (String path : List.of(Acme.PATH, "/api/channels/whatsapp/webhook")) {
            var answer = client.as(new Caller.Anonymous())
                    .get()
                    .uri(path + "?hub.mode={mode}&hub.verify_token={token}&hub.challenge=12345", mode, token)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(status);
            if (status == 200) {
                answer.expectBody(String.class).isEqualTo("12345");
            }
        }
    }

    private void refused(String body, String signature, String reason) {
        double before = refusals(reason);
        Acme.post(client, Acme.PATH, body, signature)
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid-signature");
        assertThat(refusals(reason)).as(reason).isEqualTo(before + 1);
    }

    private double refusals(String reason) {
        return meters.counter("switchboard.webhook.refused", "provider", "whatsapp", "reason", reason)
                .count();
    }

    private static String entry(String body) {
        return body.substring(body.indexOf("\"entry\":[") + 9, body.length() - 2);
    }

    private MessageReceived.Said heard(String id) {
        return facts.await(
                MessageReceived.Said.class, said -> said.deduplicationKey().equals(id));
    }

    /// What is told after it has come through the same key, so the second telling would have come before.
    private void assertToldOnce(String id) {
        String last = "wamid.last-" + Ids.next();
        ACME.post(client, ACME.says("15550100", last, "last")).expectStatus().isOk();
        heard(last);
        assertThat(facts.told(MessageReceived.Said.class))
                .filteredOn(said -> said.deduplicationKey().equals(id))
                .hasSize(1);
    }

    private long stored(String id) {
        return database.sql("SELECT count(*) FROM inbound_event WHERE provider_event_id = $1")
                .bind(0, "message:" + id)
                .mapValue(Long.class)
                .one()
                .block();
    }
}
