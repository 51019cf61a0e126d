package dev.switchboard.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.TestGateway;
import dev.switchboard.channel.TestGateway.Call;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/// What every channel does: takes what its provider signed and nothing else, once; hands messages over where they
/// belong; and tells a message that was certainly not taken from one whose answer was lost.
@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class ChannelContractTests extends Staged {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID ACCOUNT = STAGE.account();
    private static final TestGateway GATEWAY = STAGE.gateway();
    private static final Emulated EMULATORS = STAGE.emulators();

    static Stream<ChannelKit> adapters() {
        return STAGE.adapters();
    }

    /// Those that are called.
    static Stream<ChannelKit> called() {
        return adapters().filter(kit -> kit.channel() != Channel.EMAIL);
    }

    @Autowired
    Blobs blobs;

    @ParameterizedTest
    @MethodSource("adapters")
    void aSignedEventIsToldOnceHoweverOftenItComes(ChannelKit kit) {
        String id = STAGE.id(kit);
        String text = "Where is order " + id + "?";
        for (int i = 0; i < 3; i++) {
            EMULATORS
                    .play(kit.provider(), kit.played(kit.customer(), text, id))
                    .expectStatus()
                    .isOk();
        }
        String last = STAGE.id(kit);
        EMULATORS
                .play(kit.provider(), kit.played(kit.customer(), "last " + last, last))
                .expectStatus()
                .isOk();
        MessageReceived.Said said = told.said(text);
        assertThat(said.accountId()).isEqualTo(ACCOUNT);
        Address place = kit.place().of(STAGE.inbox(kit), kit.customer(), id);
        if (kit.channel() == Channel.EMAIL) {
            // the thread's token is made up here, so nobody can know it before
            assertThat(said.address().thread()).hasSize(32);
            place = new Address(
                    place.inboxId(),
                    place.channel(),
                    place.identity(),
                    said.address().thread());
        }
        assertThat(said.address()).isEqualTo(place);
        told.said("last " + last);
        assertThat(facts.told(MessageReceived.Said.class))
                .filteredOn(fact -> fact.body().equals(text))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("called")
    void whatIsNotProvenIsRefusedAndNothingOfItIsKept(ChannelKit kit) {
        EMULATORS
                .play(kit.provider(), kit.played(kit.other(), "Genuine", STAGE.id(kit)))
                .expectStatus()
                .isOk();
        Call genuine = GATEWAY.last();
        long before = told.webhooks(STAGE.inbox(kit));
        for (Call forged : kit.forged().of(genuine)) {
            assertThat(GATEWAY.send(forged).block(PATIENCE).status())
                    .as(forged.headers().toString())
                    .isEqualTo(401);
        }
        assertThat(GATEWAY.send(genuine.with("no webhook".getBytes()))
                        .block(PATIENCE)
                        .status())
                .isEqualTo(401);
        assertThat(GATEWAY.send(genuine).block(PATIENCE).status())
                .as("the genuine one, replayed")
                .isEqualTo(200);
        assertThat(told.webhooks(STAGE.inbox(kit))).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAnswerArrivesWhereItBelongsAndItsCourseComesBack(ChannelKit kit) {
        String id = STAGE.id(kit);
        Address place = kit.place().of(STAGE.inbox(kit), kit.customer(), id);
        MessageCreated reply = STAGE.reply(place, "Tomorrow, " + id);
        facts.publish(reply);
        told.status(reply, kit.furthest());
        Emulated.Sent sent = STAGE.sent(kit, reply.body());
        String thread = place.thread();
        if (thread != null) {
            assertThat(thread).isIn(sent.to() + ":" + sent.thread(), sent.thread());
        } else {
            assertThat(sent.to()).isEqualTo(kit.customer());
        }
        assertThat(told.statuses(reply)).startsWith(Status.QUEUED, Status.SENT).doesNotContain(Status.FAILED);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void aRefusalIsFinalAndSaysWhyInWords(ChannelKit kit) {
        EMULATORS.fault(kit.provider(), "refused", 1);
        MessageCreated reply = STAGE.reply(kit.place().of(STAGE.inbox(kit), kit.customer(), STAGE.id(kit)), "No");
        facts.publish(reply);
        assertThat(told.status(reply, Status.FAILED).reason()).contains(" ").doesNotContain("#");
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void troubleIsWaitedOut(ChannelKit kit) {
        EMULATORS.fault(kit.provider(), "429", 1);
        MessageCreated limited = STAGE.reply(
                kit.place().of(STAGE.inbox(kit), kit.customer(), STAGE.id(kit)), "limited " + STAGE.id(kit));
        facts.publish(limited);
        told.status(limited, Status.SENT);
        EMULATORS.fault(kit.provider(), "500", 1);
        MessageCreated failing = STAGE.reply(
                kit.place().of(STAGE.inbox(kit), kit.customer(), STAGE.id(kit)), "failing " + STAGE.id(kit));
        facts.publish(failing);
        told.status(failing, Status.SENT);
        assertThat(EMULATORS.sent(kit.provider()))
                .filteredOn(sent ->
                        sent.text().equals(limited.body()) || sent.text().equals(failing.body()))
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void aLostAnswerIsUnknownAndNotSentAgain(ChannelKit kit) {
        EMULATORS.fault(kit.provider(), "timeout", 1);
        MessageCreated reply =
                STAGE.reply(kit.place().of(STAGE.inbox(kit), kit.customer(), STAGE.id(kit)), "lost " + STAGE.id(kit));
        facts.publish(reply);
        await().untilAsserted(() -> assertThat(told.states(reply)).containsExactly("unknown"));
        assertThat(EMULATORS.sent(kit.provider()))
                .extracting(Emulated.Sent::text)
                .doesNotContain(reply.body());
    }

    @Test
    void aFileIsFetchedBeforeItsMessageIsToldAndLaterOnesWait() {
        String file = "{\"name\":\"a.ogg\",\"contentType\":\"audio/ogg\",\"base64\":\"T2dnUw==\"}";
        String id = "wamid.file" + STAGE.number();
        EMULATORS.play("whatsapp", "{\"from\":\"15550177\",\"id\":\"%s\",\"file\":%s}".formatted(id, file));
        EMULATORS.play("whatsapp", "{\"from\":\"15550177\",\"text\":\"after %s\"}".formatted(id));
        MessageReceived.Said after = told.said("after " + id);
        List<MessageReceived.Said> heard = facts.told(MessageReceived.Said.class).stream()
                .filter(said -> said.address().identity().equals("15550177"))
                .toList();
        assertThat(heard).extracting(MessageReceived.Said::deduplicationKey).startsWith(id);
        assertThat(heard).last().isEqualTo(after);
        assertThat(heard.getFirst().body()).isEmpty();
        Attachment kept = heard.getFirst().attachments().getFirst();
        assertThat(kept.audible()).isTrue();
        assertThat(blobs.read(ACCOUNT, kept.id()).block(PATIENCE)).asString().isEqualTo("OggS");
    }

    @Test
    void aDirectSendIsMadeOnceAndGetsItsPlaceInAConversation() {
        String key = "order-" + STAGE.number();
        String body = "{\"to\":\"+15550188\",\"body\":\"Shipped %s\",\"id\":\"%s\"}".formatted(key, key);
        String first = api.post(Callers.agentOf(ACCOUNT), "/api/twilio/send", body, 200);
        assertThat(api.post(Callers.agentOf(ACCOUNT), "/api/twilio/send", body, 200))
                .isEqualTo(first);
        api.post(Callers.agentOf(ACCOUNT), "/api/twilio/send", body.replace("Shipped", "Sent"), 409);
        assertThat(EMULATORS.sent("twilio"))
                .filteredOn(sent -> sent.text().equals("Shipped " + key))
                .hasSize(1);
        MessageReceived.SentOutside said = facts.await(
                MessageReceived.SentOutside.class, fact -> fact.body().equals("Shipped " + key));
        assertThat(said.author().kind()).isEqualTo(Author.Kind.AGENT);
        MessageCreated recorded = STAGE.message(
                said.address(), said.body(), said.author(), said.deduplicationKey(), Map.of("sentOutside", "true"));
        facts.publish(recorded);
        told.status(recorded, Status.DELIVERED);
    }

    @Test
    void aWebhookIsReplayedWithoutAnotherEffect() {
        String id = "SM" + STAGE.number();
        EMULATORS.play("twilio", "{\"from\":\"+15550166\",\"text\":\"again %s\",\"id\":\"%s\"}".formatted(id, id));
        MessageReceived.Said said = told.said("again " + id);
        String log = "/api/inbound_events?provider=twilio&limit=100";
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri(log)
                .exchange()
                .expectStatus()
                .isForbidden();
        client.as(Callers.adminOf(ACCOUNT))
                .get()
                .uri(log)
                .exchange()
                .expectBody()
                .jsonPath("$.data[*].events[?(@.id == 'message:" + id + "')].outcome")
                .isEqualTo(List.of("told"));
        UUID webhook = database.sql("SELECT webhook_id FROM inbound_event WHERE provider_event_id = $1")
                .bind(0, "message:" + id)
                .mapValue(UUID.class)
                .one()
                .block(PATIENCE);
        api.post(Callers.adminOf(Ids.next()), "/api/inbound_events/" + webhook + "/replay", "", 404);
        api.post(Callers.adminOf(ACCOUNT), "/api/inbound_events/" + webhook + "/replay", "", 204);
        await().untilAsserted(() -> assertThat(facts.told(MessageReceived.Said.class))
                .filteredOn(fact -> fact.deduplicationKey().equals(id))
                .extracting(MessageReceived.Said::body, MessageReceived.Said::address)
                .containsExactly(tuple(said.body(), said.address()), tuple(said.body(), said.address())));
    }

    @Test
    void aFailedDeliveryIsResentUnderItsIdAndItsStepsAreKept() {
        EMULATORS.fault("telegram", "refused", 1);
        MessageCreated reply =
                STAGE.reply(new Address(STAGE.inbox("telegram"), Channel.TELEGRAM, "4009", null), "Try again");
        facts.publish(reply);
        told.status(reply, Status.FAILED);
        UUID id = database.sql("SELECT id FROM delivery WHERE message_id = $1")
                .bind(0, reply.messageId())
                .mapValue(UUID.class)
                .one()
                .block(PATIENCE);
        api.post(Callers.agentOf(Ids.next()), "/api/deliveries/" + id + "/resend", "", 404);
        api.post(Callers.agentOf(ACCOUNT), "/api/deliveries/" + id + "/resend", "", 202);
        told.status(reply, Status.SENT);
        assertThat(facts.told(DeliveryUpdated.class))
                .filteredOn(fact -> fact.messageId().equals(reply.messageId()))
                .extracting(DeliveryUpdated::status, DeliveryUpdated::round)
                .endsWith(tuple(Status.FAILED, 0), tuple(Status.QUEUED, 1), tuple(Status.SENT, 1));
        api.post(Callers.agentOf(ACCOUNT), "/api/deliveries/" + id + "/resend", "", 409);
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/deliveries/" + id + "/steps")
                .exchange()
                .expectBody()
                .jsonPath("$.data[*].state")
                .isEqualTo(List.of("accepted", "queued", "handed_over", "failed", "queued", "handed_over", "sent"));
    }

    @Test
    void slackIsConnectedByAnAgreementThatWorksOnce() {
        UUID inbox = STAGE.inbox("slack");
        facts.publish(STAGE.told(inbox, Channel.SLACK, false));
        String begin = "/api/slack/oauth?inbox_id=" + inbox;
        api.get(begin, 401);
        await().untilAsserted(() ->
                Api.redirect(client.as(Callers.adminOf(ACCOUNT)).get().uri(begin)));
        Caller.Agent admin = Callers.adminOf(ACCOUNT);
        String slack = Api.redirect(client.as(admin).get().uri(begin));
        WebTestClient browser = WebTestClient.bindToServer().build();
        String back = Api.redirect(browser.get().uri(URI.create(slack))).replace(GATEWAY.url(), "");
        api.get(back.replaceAll("state=[^&]{5}", "state=slbck"), 403);
        api.get(back, 200);
        api.get(back, 403);
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/slack/authorization")
                .exchange()
                .expectBody()
                .jsonPath("$.data.team_name")
                .isEqualTo("Demo");
        AuditRecorded connected = facts.await(
                AuditRecorded.class,
                act -> act.action().equals("provider_account.connected")
                        && inbox.toString().equals(act.thing().id())
                        && act.actor().kind() == AuditRecorded.Kind.USER);
        assertThat(connected.actor()).as("who began it").isEqualTo(Audit.actor(admin));
    }

    @Test
    void aButtonInSlackIsPressedOnceInTheNameOfTheAgentWithThatAddress() {
        facts.publish(new AccountUpdated.User(
                Ids.next(), ACCOUNT, Instant.now(), Ids.next(), 7, "Jane Smith", "Jane@acme.test", "agent", true));
        UUID conversation = Ids.next();
        String words = "A customer <waits> " + STAGE.number();
        api.post(
                Callers.agentOf(ACCOUNT),
                "/api/slack/notify",
                "{\"text\":\"%s\",\"conversation_id\":\"%s\"}".formatted(words, conversation),
                200);
        String card = EMULATORS.sent("slack").getLast().id();
        String press = """
                {"from":"%s","action":"close_conversation","value":"%s","card":"%s","text":"A card","at":"%s"}""";
        EMULATORS
                .play("slack/action", press.formatted("UX9", conversation, card, card))
                .expectStatus()
                .isOk();
        assertThat(EMULATORS.sent("slack").getLast().text()).startsWith("Nobody who answers customers here");
        for (int i = 0; i < 2; i++) {
            await().untilAsserted(() -> {
                EMULATORS
                        .play("slack/action", press.formatted("U0JANE", conversation, card, card + "1"))
                        .expectStatus()
                        .isOk();
                assertThat(EMULATORS.sent("slack").getLast().text()).isEqualTo("A card\nClosed by Jane Smith");
            });
        }
        facts.await(
                IntegrationActed.StatusSet.class, fact -> fact.conversationId().equals(conversation));
        Call genuine = GATEWAY.last();
        assertThat(GATEWAY.send(genuine.with("x-slack-signature", "v0=00"))
                        .block(PATIENCE)
                        .status())
                .isEqualTo(401);
        assertThat(facts.told(IntegrationActed.StatusSet.class)).singleElement().satisfies(fact -> {
            assertThat(fact.status()).isEqualTo("closed");
            assertThat(fact.by().number()).isEqualTo(7);
            assertThat(fact.accountId()).isEqualTo(ACCOUNT);
        });
    }

    @Test
    void anArchivedInboxIsNotConnected() {
        UUID archived = Ids.next();
        facts.publish(STAGE.told(archived, Channel.TELEGRAM, true));
        await().untilAsserted(() -> assertThat(connect(archived)).contains("is archived"));
        facts.publish(STAGE.told(archived, Channel.TELEGRAM, false));
        await().untilAsserted(() -> assertThat(connect(archived)).contains(archived.toString()));
        client.as(Callers.adminOf(ACCOUNT))
                .delete()
                .uri("/api/provider_accounts/" + archived)
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    private String connect(UUID inbox) {
        return api.put(Callers.adminOf(ACCOUNT), "/api/provider_accounts/" + inbox, """
                {"provider": "telegram", "settings": {"botToken": "999:another", "secretToken": "another-secret"}}
                """);
    }
}
