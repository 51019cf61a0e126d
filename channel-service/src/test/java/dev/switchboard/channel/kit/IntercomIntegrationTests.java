package dev.switchboard.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.TestGateway;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.CustomerReported;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Conversations of Intercom from both of its sides, and customers kept alike with its contacts.
@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class IntercomIntegrationTests extends Staged {
    private static final UUID ACCOUNT = STAGE.account();
    private static final TestGateway GATEWAY = STAGE.gateway();
    private static final Emulated EMULATORS = STAGE.emulators();

    @Test
    void whatAColleagueSaysAtIntercomIsRecordedAndOurOwnWordsAreNot() {
        String conversation = Integer.toString(STAGE.number());
        play("\"text\":\"begun %s\",\"id\":\"%s\"".formatted(conversation, conversation));
        MessageReceived.Said begun = told.said("begun " + conversation);
        assertThat(begun.profile()).isEqualTo(new Profile("Ada", "ada@example.com", null));
        String going = "\"thread\":\"%s\",\"part\":\"%s\",\"text\":\"%s\"";
        int part = STAGE.number();
        play(going.formatted(conversation, part, "own <b>" + part) + ",\"colleague\":\"self\"");
        for (int i = 0; i < 2; i++) {
            play(going.formatted(conversation, part + 1, "theirs <b> & " + part) + ",\"colleague\":\"Omar\"");
        }
        play(going.formatted(conversation, part + 2, "on " + part));
        assertThat(told.said("on " + part).address()).isEqualTo(begun.address());
        assertThat(facts.told(MessageReceived.class))
                .filteredOn(fact -> fact.address().equals(begun.address()))
                .filteredOn(MessageReceived.SentOutside.class::isInstance)
                .map(MessageReceived.SentOutside.class::cast)
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.body()).isEqualTo("theirs <b> & " + part);
                    assertThat(fact.author()).isEqualTo(new Author(Author.Kind.AGENT, null, "Omar", null));
                });
    }

    private static void play(String what) {
        EMULATORS
                .play(
                        "intercom",
                        "{\"from\":\"6419ada\",\"name\":\"Ada\",\"email\":\"ada@example.com\",%s}".formatted(what))
                .expectStatus()
                .isOk();
    }

    @Test
    void aCustomerAndItsContactAreKeptAlikeWithoutALoop() {
        authorize("intercom");
        String email = Ids.next() + "@example.com";
        UUID customer = Ids.next();
        facts.publish(STAGE.changed(customer, new Profile("Ada Lovelace", email, null)));
        await().untilAsserted(() -> assertThat(STAGE.sent("intercom", email)).containsExactly("Ada Lovelace"));
        UUID twin = Ids.next();
        facts.publish(STAGE.changed(twin, new Profile("Ada King", email, "+15550111")));
        await().untilAsserted(() ->
                assertThat(STAGE.sent("intercom", email)).containsExactly("Ada Lovelace", "Ada King +15550111"));
        awaitKept("intercom", twin);

        EMULATORS
                .play("intercom/contact", "{\"from\":\"%s\",\"name\":\"Countess Ada\"}".formatted(email))
                .expectStatus()
                .isOk();
        CustomerReported reported =
                facts.await(CustomerReported.class, fact -> fact.customerId().equals(twin));
        assertThat(reported.profile()).isEqualTo(new Profile("Countess Ada", email, "+15550111"));
        facts.publish(STAGE.changed(twin, reported.profile()));
        UUID other = Ids.next();
        facts.publish(STAGE.changed(other, new Profile("Last One", other + "@example.com", null)));
        await().untilAsserted(() ->
                assertThat(STAGE.sent("intercom", other + "@example.com")).hasSize(1));
        assertThat(STAGE.sent("intercom", email))
                .as("what came from Intercom does not go back")
                .hasSize(2);
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/intercom/contacts?email=" + email)
                .exchange()
                .expectBody()
                .jsonPath("$.data.name")
                .isEqualTo("Countess Ada");
        api.post(Callers.agentOf(ACCOUNT), "/api/intercom/contacts", "{\"email\":\"nobody\"}", 400);
    }
}
