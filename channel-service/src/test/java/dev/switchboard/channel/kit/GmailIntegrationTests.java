package dev.switchboard.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.TestGateway;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/// A mailbox at Google: agreed to, followed, answered from, and ended by its owner.
@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class GmailIntegrationTests extends Staged {
    private static final UUID ACCOUNT = STAGE.account();
    private static final TestGateway GATEWAY = STAGE.gateway();
    private static final Emulated EMULATORS = STAGE.emulators();

    @Test
    void gmailIsConnectedByAnAgreementAndShownAsDisconnectedOnceItIsEnded() {
        UUID inbox = STAGE.inbox("gmail");
        facts.publish(STAGE.told(inbox, Channel.EMAIL, false));
        EMULATORS.play("gmail/end", "{}").expectStatus().isNoContent();
        await().untilAsserted(() -> assertThat(gmail("status")).isEqualTo("disconnected"));
        assertThat(gmail("error")).isEqualTo("Google has ended the agreement: connect the mailbox again");
        String begin = "/api/google/auth"; // the one that Gmail has already
        api.get(begin, 401);
        await().untilAsserted(() ->
                Api.redirect(client.as(Callers.adminOf(ACCOUNT)).get().uri(begin)));
        String google = Api.redirect(client.as(Callers.adminOf(ACCOUNT)).get().uri(begin));
        WebTestClient browser = WebTestClient.bindToServer().build();
        String back = Api.redirect(browser.get().uri(URI.create(google))).replace(GATEWAY.url(), "");
        api.get(back.replaceAll("state=[^&]{8}", "state=gmail.00"), 403);
        api.get(back, 200);
        api.get(back, 403);
        await().untilAsserted(() -> assertThat(gmail("status")).isEqualTo("connected"));
        EMULATORS.play("gmail/agree", "{}").expectStatus().isNoContent();
    }

    private Object gmail(String field) {
        AtomicReference<Object> value = new AtomicReference<>();
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/google/authorization")
                .exchange()
                .expectBody()
                .jsonPath("$.data." + field)
                .value(value::set);
        return String.valueOf(value.get());
    }

    @Test
    void aThreadAtGmailGoesOnAndNothingIsLostWhereItsHistoryIs() {
        String id = "thread." + STAGE.number();
        String mail = "{\"from\":\"%s@example.com\",\"subject\":\"%s\",\"text\":\"%s\",\"inReplyTo\":\"%s\"}";
        EMULATORS.play("gmail/forget", "{}").expectStatus().isNoContent();
        EMULATORS.play("gmail", mail.formatted(id, "Parcel", "It broke", "none@example.com"));
        MessageReceived.Said said = told.said("Parcel\n\nIt broke");
        for (String words : List.of("We look " + id, "We send another one " + id)) {
            MessageCreated reply = STAGE.reply(said.address(), words);
            facts.publish(reply);
            told.status(reply, Status.SENT);
        }
        List<Emulated.Sent> sent = EMULATORS.sent("gmail").stream()
                .filter(one -> one.to().equals(id + "@example.com"))
                .toList();
        assertThat(sent).extracting(Emulated.Sent::subject).containsExactly("Re: Parcel", "Re: Parcel");
        assertThat(sent.getFirst().thread()).isEqualTo(sent.getLast().thread());
        String named = sent.getLast().id();
        EMULATORS.play("gmail", mail.formatted(id, "Other words", "Thank you " + id, named.replaceAll("[<>]", "")));
        assertThat(told.said("Thank you " + id).address()).isEqualTo(said.address());
        String body = "{\"recipient\":\"%s@example.com\",\"message\":\"Closed %s\",\"thread_id\":\"%s\"}";
        String closing = body.formatted(id, id, said.address().thread());
        // Gmail takes two mails a second, and both may have gone just now
        await().untilAsserted(() -> api.post(Callers.agentOf(ACCOUNT), "/api/gmail/send", closing, 200));
        assertThat(EMULATORS.sent("gmail").getLast().thread())
                .isEqualTo(sent.getFirst().thread());
        facts.await(
                MessageReceived.SentOutside.class,
                fact -> fact.body().equals("Closed " + id) && fact.address().equals(said.address()));
        api.post(Callers.agentOf(ACCOUNT), "/api/gmail/send", "{\"to\":\"a@example.com\",\"text\":\"x\"}", 400);
    }
}
