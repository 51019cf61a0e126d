package dev.switchboard.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.TestGateway;
import dev.switchboard.channel.TestGateway.Call;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An account's issues at GitHub, connected, made, linked, and heard of.
@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class GithubIntegrationTests extends Staged {
    private static final UUID ACCOUNT = STAGE.account();
    private static final TestGateway GATEWAY = STAGE.gateway();
    private static final Emulated EMULATORS = STAGE.emulators();

    @Test
    void aLinkedIssueTellsItsConversationWhatBecomesOfIt() {
        authorize("github");
        UUID conversation = Ids.next();
        String made = api.post(
                Callers.agentOf(ACCOUNT),
                "/api/github/issues",
                "{\"repo\":\"acme/shop\",\"title\":\"It broke\",\"conversation_id\":\"%s\"}".formatted(conversation),
                201);
        String number = made.replaceAll("(?s).*\"number\":(\\d+).*", "$1");
        refusals(conversation);
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/github/issues?repo=acme/shop")
                .exchange()
                .expectBody()
                .jsonPath("$.data[?(@.title == 'It broke')].number")
                .isEqualTo(List.of(Integer.parseInt(number)));
        String closed =
                "{\"from\":\"octo\",\"action\":\"closed\",\"number\":%s,\"id\":\"d-%s\"}".formatted(number, number);
        for (int i = 0; i < 2; i++) {
            EMULATORS.play("github", closed).expectStatus().isNoContent();
        }
        Call genuine = GATEWAY.last();
        assertThat(GATEWAY.send(genuine.with("x-hub-signature-256", "sha256=00"))
                        .block(Duration.ofSeconds(20))
                        .status())
                .isEqualTo(401);
        EMULATORS
                .play(
                        "github",
                        "{\"from\":\"octo\",\"action\":\"created\",\"number\":%s,\"text\":\"Fixed\",\"form\":true}"
                                .formatted(number))
                .expectStatus()
                .isNoContent();
        facts.await(IntegrationActed.Noted.class, fact -> fact.body().endsWith("was commented on by octo:\n\nFixed"));
        assertThat(facts.told(IntegrationActed.Noted.class))
                .filteredOn(fact -> fact.conversationId().equals(conversation))
                .hasSize(2)
                .allMatch(fact -> fact.accountId().equals(ACCOUNT));
        EMULATORS
                .play(
                        "github",
                        "{\"from\":\"octo\",\"action\":\"reopened\",\"number\":%s,\"untold\":true}".formatted(number))
                .expectStatus()
                .isNoContent();
        facts.await(
                IntegrationActed.Noted.class,
                fact -> fact.conversationId().equals(conversation)
                        && fact.body().endsWith("was reopened"));
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/github/issues?conversation_id=" + conversation)
                .exchange()
                .expectBody()
                .jsonPath("$.data[*].state")
                .isEqualTo(List.of("open"));
    }

    private void refusals(UUID conversation) {
        api.post(Callers.agentOf(Ids.next()), "/api/github/issues", "{\"repo\":\"acme/shop\",\"title\":\"No\"}", 404);
        api.post(Callers.agentOf(ACCOUNT), "/api/github/issues", "{\"repo\":\"../shop\",\"title\":\"No\"}", 400);
        api.post(
                Callers.agentOf(ACCOUNT),
                "/api/github/links",
                "{\"repo\":\"acme/shop\",\"number\":999,\"conversation_id\":\"%s\"}".formatted(conversation),
                404);
    }
}
