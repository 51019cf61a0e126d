package dev.switchboard.channel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.TestGateway;
import dev.switchboard.channel.TestGateway.Call;
import dev.switchboard.common.contract.CustomerReported;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Customers and contacts of HubSpot, kept alike both ways. Access tokens are over as soon as they are given.
@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class HubspotIntegrationTests extends Staged {
    private static final UUID ACCOUNT = STAGE.account();
    private static final TestGateway GATEWAY = STAGE.gateway();
    private static final Emulated EMULATORS = STAGE.emulators();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aCustomerAndItsContactAreKeptAlikeWithoutALoop() {
        authorize("hubspot");
        UUID customer = Ids.next();
        String email = customer + "@example.com";
        EMULATORS.fault("hubspot", "429", 1);
        facts.publish(STAGE.changed(customer, new Profile("Ada Lovelace", email, null)));
        await().untilAsserted(() -> assertThat(STAGE.sent("hubspot", email)).containsExactly("Ada Lovelace"));
        awaitKept("hubspot", customer);
        facts.publish(STAGE.changed(customer, new Profile("Ada Lovelace", email, "+15550111")));
        await().untilAsserted(() ->
                assertThat(STAGE.sent("hubspot", email)).containsExactly("Ada Lovelace", "Ada Lovelace +15550111"));
        awaitKept("hubspot", customer);

        EMULATORS
                .play("hubspot", "{\"from\":\"%s\",\"lastname\":\"King\"}".formatted(email))
                .expectStatus()
                .isNoContent();
        CustomerReported reported =
                facts.await(CustomerReported.class, fact -> fact.customerId().equals(customer));
        assertThat(reported.accountId()).isEqualTo(ACCOUNT);
        assertThat(reported.profile()).isEqualTo(new Profile("Ada King", email, "+15550111"));
        facts.publish(STAGE.changed(customer, reported.profile()));
        UUID other = Ids.next();
        facts.publish(STAGE.changed(other, new Profile("Last One", other + "@example.com", null)));
        await().untilAsserted(() ->
                assertThat(STAGE.sent("hubspot", other + "@example.com")).hasSize(1));
        assertThat(STAGE.sent("hubspot", email))
                .as("what came from HubSpot does not go back")
                .hasSize(2);
        assertThat(facts.told(CustomerReported.class))
                .filteredOn(fact -> fact.customerId().equals(customer))
                .as("what went to HubSpot does not come back")
                .hasSize(1);
        forgeries(email);
        links(email);
    }

    private void forgeries(String email) {
        EMULATORS
                .play("hubspot", "{\"from\":\"%s\",\"lastname\":\"Byron\"}".formatted(email))
                .expectStatus()
                .isNoContent();
        Call genuine = GATEWAY.last();
        String old = Long.toString(Instant.now().minusSeconds(400).toEpochMilli());
        for (Call forged : List.of(
                genuine.with("x-hubspot-signature-v3", null),
                genuine.with("x-hubspot-signature-v3", "AAAA"),
                genuine.with("x-hubspot-request-timestamp", old),
                genuine.with("[]".getBytes()))) {
            assertThat(GATEWAY.send(forged).block(PATIENCE).status()).isEqualTo(401);
        }
        assertThat(GATEWAY.send(genuine).block(PATIENCE).status()).isEqualTo(204);
    }

    private void links(String email) {
        UUID conversation = Ids.next();
        String made = api.post(
                Callers.agentOf(ACCOUNT),
                "/api/hubspot/contacts",
                "{\"email\":\"%s\",\"name\":\"Ada King\",\"conversation_id\":\"%s\"}".formatted(email, conversation),
                201);
        IntegrationActed.Noted noted = facts.await(
                IntegrationActed.Noted.class, fact -> fact.conversationId().equals(conversation));
        assertThat(noted.body()).contains(email).contains("/contact/");
        assertThat(made).contains("\"url\":\"");
        api.post(Callers.agentOf(ACCOUNT), "/api/hubspot/contacts", "{\"email\":\"nobody\"}", 400);
        api.post(Callers.agentOf(Ids.next()), "/api/hubspot/contacts", "{\"email\":\"%s\"}".formatted(email), 404);
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/hubspot/contacts?email=" + email)
                .exchange()
                .expectBody()
                .jsonPath("$.data.name")
                .isEqualTo("Ada King");
    }

    @Test
    void aDisconnectedAccountIsAskedNoMore() {
        authorize("hubspot");
        String shown = client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/hubspot/authorization")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        String id = String.valueOf(shown).replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        for (int status : new int[] {204, 404}) {
            client.as(Callers.adminOf(ACCOUNT))
                    .delete()
                    .uri("/api/hubspot/authorizations/" + id)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(status);
        }
        api.post(Callers.agentOf(ACCOUNT), "/api/hubspot/contacts", "{\"email\":\"a@example.com\"}", 404);
    }
}
