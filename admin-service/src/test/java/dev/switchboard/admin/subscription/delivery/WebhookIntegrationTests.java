package dev.switchboard.admin.subscription.delivery;

import static dev.switchboard.admin.subscription.WebhookDesk.ROOT;
import static dev.switchboard.admin.subscription.WebhookDesk.json;
import static dev.switchboard.admin.subscription.WebhookFacts.customerOf;
import static dev.switchboard.admin.subscription.WebhookFacts.note;
import static dev.switchboard.admin.subscription.WebhookFacts.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.admin.AdminServiceApplication;
import dev.switchboard.admin.Provisioning;
import dev.switchboard.admin.subscription.MovingClock;
import dev.switchboard.admin.subscription.Receiver;
import dev.switchboard.admin.subscription.Receiver.Answer;
import dev.switchboard.admin.subscription.WebhookDesk;
import dev.switchboard.admin.subscription.WebhookFacts;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.service.Spans;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

@SwitchboardIntegrationTest({AdminServiceApplication.class, MovingClock.class})
@TestPropertySource(
        properties = {
            "switchboard.egress.allow=127.0.0.1",
            "switchboard.subscription.patience=2s",
            "switchboard.subscription.most=3",
            "switchboard.webhook.backoff=20ms",
            "switchboard.webhook.longest-backoff=200ms",
            "switchboard.webhook.poll=50ms",
            "switchboard.webhook.settle=50ms",
            "switchboard.webhook.breaker=100ms",
            "switchboard.webhook.per-endpoint=16",
        })
class WebhookIntegrationTests {
    private final UUID account = Ids.next();
    private final UUID conversation = Ids.next();
    private final Receiver receiver = new Receiver();
    private WebhookDesk desk;

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    FactProducer producer;

    @Autowired
    MovingClock.Hands clock;

    @Autowired
    DatabaseClient database;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    Send send;

    @Autowired
    DeliverySettings settings;

    @Autowired
    Tidy tidy;

    @BeforeEach
    void open() {
        desk = new WebhookDesk(account, client, database);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void bothShapesOfASubscriptionAreTakenAndAnswered() {
        JsonNode netia = desk.made("""
                {"event_subscription": {"url": "%s", "event_types": ["message:created", "conversation:created"]}}
                """.formatted(receiver.url()));
        assertThat(netia.path("webhook_url").asString()).isEqualTo(receiver.url());
        assertThat(netia.path("url").asString()).isEqualTo(receiver.url());
        assertThat(netia.path("scope").asString()).isEqualTo("message:created conversation:created");
        assertThat(netia.path("format").asString()).isEqualTo("netia");
        assertThat(netia.path("verified").asBoolean()).isTrue();
        String secret = netia.path("secret").asString();
        assertThat(secret).startsWith("whsec_");
        JsonNode papercups = desk.made("""
                {"webhook_url": "%s", "scope": "message.created, customer.updated"}
                """.formatted(receiver.url()));
        assertThat(papercups.path("event_types").valueStream().map(JsonNode::asString))
                .containsExactly("message.created", "customer.updated");
        assertThat(papercups.path("format").asString()).isEqualTo("amoiq");
        JsonNode all = desk.shown("");
        assertThat(all.path("data")).hasSize(2);
        String rows = database.sql("SELECT string_agg(s::text, '') FROM event_subscription s")
                .mapValue(String.class)
                .one()
                .block();
        assertThat(rows + all).doesNotContain(secret.substring("whsec_".length()));
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsStored() {
        String url = receiver.url();
        assertRefused("event_types", "{\"url\": \"%s\", \"event_types\": [\"message:sung\"]}".formatted(url));
        assertRefused("url", "{\"event_types\": [\"message:created\"]}");
        for (String forbidden : List.of(
                "ftp://127.0.0.1/",
                "http://u:p@127.0.0.1/",
                "http://2130706433/",
                "http://[::1]:9/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest",
                "http://127.0.0.2:9/")) {
            assertRefused("url", "{\"url\": \"%s\"}".formatted(forbidden));
            desk.post("/verify", "{\"url\": \"%s\"}".formatted(forbidden))
                    .expectStatus()
                    .isBadRequest();
        }
        assertThat(desk.shown("").path("data")).isEmpty();
    }

    private void assertRefused(String field, String body) {
        desk.post("", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields." + field)
                .isNotEmpty();
    }

    @Test
    void anAccountHasABoundedNumber() {
        IntStream.range(0, 3).forEach(_ -> desk.subscribed(receiver));
        desk.post("", "{\"url\": \"%s\"}".formatted(receiver.url()))
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void nothingIsSentBeforeTheAddressSaysYes() {
        Receiver willing = new Receiver();
        try (willing) {
            receiver.behave(_ -> Answer.status(500));
            JsonNode made = desk.subscribed(receiver);
            desk.subscribed(willing);
            assertThat(made.path("verified").asBoolean()).isFalse();
            assertThat(made.path("reason").asString()).isEqualTo("It answers the challenge with 500");
            facts.publish(said(account, conversation, 1));
            await().untilAsserted(() -> assertThat(willing.taken()).hasSize(1));
            verify().jsonPath("$.data.verified").isEqualTo(false);
            receiver.behave(_ -> Answer.OK);
            verify().jsonPath("$.data.verified").isEqualTo(true);
            facts.publish(said(account, conversation, 2));
            await().untilAsserted(() -> assertThat(receiver.taken()).hasSize(1));
            assertThat(receiver.seqs()).containsExactly(2);
        }
    }

    private BodyContentSpec verify() {
        return desk.post("/verify", "{\"url\": \"%s\"}".formatted(receiver.url()))
                .expectStatus()
                .isOk()
                .expectBody();
    }

    @Test
    void eachFormatGetsTheEventsThatItNames() {
        Receiver amoiq = new Receiver();
        try (amoiq) {
            desk.made("{\"url\": \"%s\", \"scope\": \"all\"}".formatted(receiver.url()));
            desk.made("{\"url\": \"%s\", \"event_types\": [\"message.created\"]}".formatted(amoiq.url()));
            MessageCreated message = said(account, conversation, 1);
            facts.publish(
                    message,
                    note(account, conversation, 2),
                    said(account, conversation, 3),
                    new ConversationUpdated.StatusChanged(
                            Ids.next(), account, conversation, WebhookFacts.AT, 5, "resolved", Author.system()),
                    new CustomerUpdated.Created(
                            Ids.next(), account, message.customerId(), WebhookFacts.AT, message.customer()));
            await().untilAsserted(() -> assertThat(receiver.taken())
                    .extracting(Receiver.Call::event)
                    .containsExactlyInAnyOrder(
                            "message:created",
                            "message:created",
                            "message:created",
                            "conversation:updated",
                            "conversation:closed",
                            "customer:created"));
            await().untilAsserted(() -> assertThat(amoiq.taken())
                    .extracting(Receiver.Call::event)
                    .containsExactly("message.created", "message.created"));
            assertThat(amoiq.taken()).noneMatch(call -> call.body().contains("a secret"));
        }
    }

    @Test
    void anOutsideBotHearsOfItsOwnInboxOnly() {
        Provisioning shop = Provisioning.of(account + ".test").stored(client);
        WebhookDesk bots = new WebhookDesk(shop.account(), client, database);
        String hook = "{\"url\": \"%s\", \"inbox_id\": \"%s\"".formatted(receiver.url(), shop.inbox());
        bots.post("", hook + ", \"event_types\": [\"customer:created\"]}")
                .expectStatus()
                .isBadRequest();
        desk.post("", hook + "}").expectStatus().isBadRequest();
        JsonNode made = bots.made(hook + "}");
        assertText(made, "inbox_id", shop.inbox());
        assertText(made, "scope", "message:created conversation:created");
        bots.call(HttpMethod.PUT, "/" + made.path("id").asString(), "{\"inbox_id\": \"%s\"}".formatted(Ids.next()))
                .expectStatus()
                .isBadRequest();
        facts.publish(
                said(shop.account(), conversation, 1),
                said(shop.account(), conversation, 2, shop.inbox()),
                said(shop.account(), conversation, 3));
        facts.publish(said(shop.account(), conversation, 4, shop.inbox()));
        await().untilAsserted(() -> assertThat(receiver.seqs()).containsExactly(2, 4));
    }

    private static void assertText(JsonNode json, String field, Object expected) {
        assertThat(json.path(field).asString()).isEqualTo(expected.toString());
    }

    /// Two replicas send.
    @Test
    void tenThousandArriveAtAReceiverThatFailsAThirdOfTheTimeAndRestartsTwice() {
        receiver.expect(desk.subscribed(receiver).path("secret").asString());
        AtomicInteger count = new AtomicInteger();
        receiver.behave(_ -> switch (count.incrementAndGet() % 9) {
            case 0 -> Answer.status(500);
            case 4 -> Answer.status(429);
            case 7 -> Answer.CUT;
            default -> Answer.OK;
        });
        List<UUID> conversations =
                IntStream.range(0, 200).mapToObj(_ -> Ids.next()).toList();
        DeliveryWorkers replica = replica();
        replica.start();
        Flux.range(1, 50)
                .flatMapIterable(seq -> conversations.stream()
                        .map(each -> said(account, each, seq))
                        .toList())
                .flatMapSequential(producer::publish, 256)
                .subscribeOn(Schedulers.boundedElastic())
                .blockLast(Duration.ofMinutes(1));
        for (int restart : new int[] {2_000, 6_000}) {
            await().atMost(Duration.ofMinutes(2)).until(() -> receiver.taken().size() > restart);
            receiver.stop();
            receiver.start();
        }
        await().atMost(Duration.ofMinutes(3)).until(() -> receiver.ids().size() == 10_000);
        replica.stop();
        assertThat(receiver.complaints()).isEmpty();
        Map<String, Integer> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Receiver.Call call : receiver.taken()) {
            if (seen.add(call.id())) {
                JsonNode payload = call.json().path("payload");
                int before = last.getOrDefault(payload.path("conversation_id").asString(), 0);
                assertThat(payload.path("seq").asInt()).isEqualTo(before + 1);
                last.put(payload.path("conversation_id").asString(), before + 1);
            }
        }
        assertThat(last.values()).hasSize(200).allMatch(seq -> seq == 50);
    }

    private DeliveryWorkers replica() {
        Lanes lanes = new Lanes(database, transaction, settings, clock);
        Settle settle = new Settle(database, lanes, transaction, settings, clock);
        return new DeliveryWorkers(
                lanes, send, settle, new Breakers(settings), settings, new SimpleMeterRegistry(), Spans.NONE);
    }

    @Test
    void aReceiverThatIsDownForAnHourMissesNothing() {
        String subscription = desk.idOf(receiver);
        receiver.stop();
        for (int seq = 1; seq <= 20; seq++) {
            facts.publish(said(account, conversation, seq));
        }
        await().untilAsserted(() -> assertThat(desk.attempts(subscription)).isPositive());
        clock.forward(Duration.ofHours(1));
        int attempts = desk.attempts(subscription);
        await().untilAsserted(() -> assertThat(desk.attempts(subscription)).isGreaterThan(attempts));
        receiver.start();
        await().untilAsserted(() -> assertThat(receiver.seqs())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList()));
    }

    @Test
    void whatFailsForADayIsDeadAndCanBeSentAgainUnderItsId() {
        String subscription = desk.idOf(receiver);
        receiver.behave(call -> call.body().contains("\"seq\":1,") ? Answer.status(503) : Answer.OK);
        facts.publish(said(account, conversation, 1), said(account, conversation, 2));
        await().untilAsserted(() -> assertThat(receiver.calls()).isNotEmpty());
        assertThat(receiver.taken()).isEmpty();
        clock.forward(Duration.ofHours(25));
        await().untilAsserted(() -> assertThat(receiver.seqs()).containsExactly(2));
        JsonNode dead = desk.shown("/" + subscription + "/deliveries?state=dead");
        assertThat(dead.path("data")).hasSize(1);
        String id = dead.path("data").path(0).path("id").asString();
        JsonNode shown = desk.shown("/" + subscription + "/deliveries/" + id).path("data");
        assertText(shown, "reason", "It answers 503");
        assertThat(shown.path("body").asString()).contains("Hello!");
        assertThat(shown.path("calls").path(0).path("status").asInt()).isEqualTo(503);
        receiver.behave(_ -> Answer.OK);
        String again = "/" + subscription + "/deliveries/" + id + "/send_again";
        desk.post(again, null).expectStatus().isOk();
        await().untilAsserted(() -> assertThat(receiver.seqs()).containsExactly(2, 1));
        assertThat(receiver.taken().getLast().id()).isEqualTo(id);
    }

    @Test
    void retryAfterIsHonoured() {
        String subscription = desk.idOf(receiver);
        receiver.behave(_ -> new Answer(429, Map.of("Retry-After", "3600"), Duration.ZERO, false));
        facts.publish(said(account, conversation, 1));
        await().untilAsserted(() -> assertThat(desk.attempts(subscription)).isEqualTo(1));
        JsonNode waiting = desk.shown("/" + subscription + "/deliveries?state=waiting");
        String id = waiting.path("data").path(0).path("id").asString();
        JsonNode shown = desk.shown("/" + subscription + "/deliveries/" + id).path("data");
        assertThat(Instant.parse(shown.path("next_attempt_at").asString()))
                .isAfter(clock.instant().plus(Duration.ofMinutes(55)));
        receiver.behave(_ -> Answer.OK);
        clock.forward(Duration.ofMinutes(61));
        await().untilAsserted(() -> assertThat(receiver.taken()).hasSize(1));
        assertThat(receiver.calls()).hasSize(2);
    }

    @Test
    void anAddressThatIsGoneIsLeftAloneUntilItIsResumed() {
        String subscription = desk.idOf(receiver);
        desk.post("/" + subscription + "/pause", null).expectStatus().isOk();
        facts.publish(said(account, conversation, 1), said(account, conversation, 2));
        await().untilAsserted(() -> assertThat(desk.states(subscription)).containsEntry("waiting", 2));
        receiver.behave(_ -> Answer.status(410));
        desk.post("/" + subscription + "/resume", null).expectStatus().isOk();
        await().untilAsserted(() -> assertText(desk.shown("/" + subscription).path("data"), "state", "disabled"));
        assertText(desk.shown("/" + subscription).path("data"), "reason", "The receiver answered 410 Gone");
        assertThat(receiver.calls()).hasSize(1);
        receiver.behave(_ -> Answer.OK);
        desk.post("/" + subscription + "/resume", null).expectStatus().isOk();
        JsonNode again = json(desk.post("/" + subscription + "/deliveries/send_again", null));
        assertThat(again.path("data").path("sent_again").asInt()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(receiver.seqs()).containsExactly(1, 2));
    }

    @Test
    void threeDaysWithoutASuccessDisableIt() {
        String subscription = desk.idOf(receiver);
        receiver.behave(_ -> Answer.status(503));
        facts.publish(said(account, conversation, 1));
        await().untilAsserted(() -> assertThat(desk.attempts(subscription)).isPositive());
        clock.forward(Duration.ofHours(71));
        tidy.round().block();
        assertText(desk.shown("/" + subscription).path("data"), "state", "active");
        clock.forward(Duration.ofHours(2));
        tidy.round().block();
        JsonNode disabled = desk.shown("/" + subscription).path("data");
        assertText(disabled, "state", "disabled");
        assertText(disabled, "reason", "No delivery has succeeded for 72 hours");
    }

    @Test
    void aReplacedSecretSignsForAnotherDay() {
        JsonNode made = desk.subscribed(receiver);
        String old = made.path("secret").asString();
        String path = "/" + made.path("id").asString() + "/rotate_secret";
        String fresh = json(desk.post(path, null)).path("data").path("secret").asString();
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(old);
        receiver.expect(old, fresh);
        facts.publish(said(account, conversation, 1));
        await().untilAsserted(() -> assertThat(receiver.taken()).hasSize(1));
        assertThat(receiver.taken().getFirst().signatures()).isEqualTo(2);
        clock.forward(Duration.ofHours(25));
        receiver.expect(fresh);
        facts.publish(said(account, conversation, 2));
        await().untilAsserted(() -> assertThat(receiver.taken()).hasSize(2));
        assertThat(receiver.taken().getLast().signatures()).isEqualTo(1);
        assertThat(receiver.complaints()).isEmpty();
    }

    @Test
    void aPausedSubscriptionKeepsWhatHappens() {
        String subscription = desk.idOf(receiver);
        twoWaitAndOneIsOnItsWay(subscription);
        desk.post("/" + subscription + "/pause", null).expectStatus().isOk();
        facts.publish(said(account, conversation, 3));
        await().untilAsserted(() -> assertThat(desk.states(subscription))
                .containsEntry("delivered", 1)
                .containsEntry("waiting", 2));
        assertThat(receiver.calls()).hasSize(1);
        desk.post("/" + subscription + "/resume", null).expectStatus().isOk();
        await().untilAsserted(() -> assertThat(receiver.seqs()).containsExactly(1, 2, 3));
    }

    private void twoWaitAndOneIsOnItsWay(String subscription) {
        desk.post("/" + subscription + "/pause", null).expectStatus().isOk();
        facts.publish(said(account, conversation, 1), said(account, conversation, 2));
        await().untilAsserted(() -> assertThat(desk.states(subscription)).containsEntry("waiting", 2));
        receiver.behave(_ -> Answer.late(Duration.ofMillis(1_500)));
        desk.post("/" + subscription + "/resume", null).expectStatus().isOk();
        await().untilAsserted(() -> assertThat(receiver.calls()).hasSize(1));
    }

    @Test
    void deletingWhileSomethingIsOnItsWayLeavesNothing() {
        String subscription = desk.idOf(receiver);
        twoWaitAndOneIsOnItsWay(subscription);
        desk.call(HttpMethod.DELETE, "/" + subscription, null).expectStatus().isNoContent();
        desk.get("/" + subscription).expectStatus().isNotFound();
        String other = desk.idOf(receiver);
        facts.publish(said(account, conversation, 3));
        await().untilAsserted(() -> assertThat(desk.states(other)).containsEntry("delivered", 1));
        assertThat(receiver.seqs()).containsExactly(1, 3);
    }

    @Test
    void aSlowReceiverDelaysNobodyElse() {
        Receiver slow = new Receiver();
        try (slow) {
            desk.subscribed(slow);
            desk.subscribed(receiver);
            slow.behave(_ -> Answer.late(Duration.ofSeconds(1)));
            for (int i = 0; i < 100; i++) {
                facts.publish(said(account, Ids.next(), 1));
            }
            await().untilAsserted(() -> assertThat(receiver.taken()).hasSize(100));
            assertThat(slow.taken()).hasSizeLessThan(100);
        }
    }

    @Test
    void whatTellsOfAnErasedCustomerIsRemoved() {
        String subscription = desk.idOf(receiver);
        facts.publish(said(account, conversation, 1));
        await().untilAsserted(() -> assertThat(desk.states(subscription)).containsEntry("delivered", 1));
        desk.post("/" + subscription + "/pause", null).expectStatus().isOk();
        facts.publish(said(account, conversation, 2));
        await().untilAsserted(() -> assertThat(desk.states(subscription)).containsEntry("waiting", 1));
        UUID customer = customerOf(conversation);
        facts.publish(new CustomerUpdated.Erased(
                Ids.next(), account, customer, clock.instant(), List.of(conversation), List.of()));
        ErasureCompleted done =
                facts.await(ErasureCompleted.class, fact -> fact.customerId().equals(customer));
        assertThat(done.service()).isEqualTo("admin-service");
        assertThat(done.removed()).containsEntry("webhook_bodies", 2);
        desk.post("/" + subscription + "/resume", null).expectStatus().isOk();
        facts.publish(said(account, conversation, 3), said(account, Ids.next(), 4));
        await().untilAsserted(() -> assertThat(receiver.seqs()).containsExactly(1, 4));
        String bodies = "SELECT count(body)::int FROM webhook_delivery WHERE subscription_id = $1";
        assertThat(desk.number(subscription, bodies)).isEqualTo(1);
    }

    @Test
    void onlyAdministratorsAndServersOfTheAccountSeeIt() {
        String id = desk.idOf(receiver);
        client.as(Callers.agentOf(account))
                .get()
                .uri(ROOT)
                .exchange()
                .expectStatus()
                .isForbidden();
        client.as(Callers.serverOf(account))
                .get()
                .uri(ROOT + "/" + id)
                .exchange()
                .expectStatus()
                .isOk();
        WebhookDesk stranger = new WebhookDesk(Ids.next(), client, database);
        for (String path : List.of("/" + id, "/" + id + "/deliveries", "/" + id + "/deliveries/" + Ids.next())) {
            stranger.get(path).expectStatus().isNotFound();
        }
        for (String path : List.of("/pause", "/resume", "/rotate_secret", "/deliveries/send_again")) {
            stranger.post("/" + id + path, null).expectStatus().isNotFound();
        }
        stranger.call(HttpMethod.DELETE, "/" + id, null).expectStatus().isNotFound();
        stranger.call(HttpMethod.PUT, "/" + id, "{}").expectStatus().isNotFound();
    }
}
