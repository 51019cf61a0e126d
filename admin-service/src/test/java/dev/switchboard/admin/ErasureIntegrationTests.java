package dev.switchboard.admin;

import static org.awaitility.Awaitility.await;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@SharedIntegrationTest(AdminServiceApplication.class)
class ErasureIntegrationTests {
    private static final Instant ASKED = Instant.parse("2026-03-01T10:00:00Z");

    private final UUID account = Ids.next();
    private final UUID customer = Ids.next();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Test
    void theCertificateGrowsUntilEveryServiceHasAnswered() {
        facts.publish(new CustomerUpdated.Erased(Ids.next(), account, customer, ASKED, List.of(), List.of()));
        ErasureCompleted first = completed("memory-service", Map.of("turns", 2, "memories", 1));
        facts.publish(first, first);
        await().untilAsserted(() -> certificate(Callers.adminOf(account))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.state")
                .isEqualTo("under_way")
                .jsonPath("$.data.waiting_for.length()")
                .isEqualTo(3)
                .jsonPath("$.data.removed.length()")
                .isEqualTo(2)
                .jsonPath("$.data.removed[?(@.service == 'memory-service')].rows.turns")
                .isEqualTo(2)
                .jsonPath("$.data.removed[?(@.service == 'admin-service')].rows.webhook_bodies")
                .isEqualTo(0)
                .jsonPath("$.data.requested_at")
                .isEqualTo("2026-03-01T10:00:00Z"));
        facts.publish(
                completed("ai-service", Map.of()),
                completed("channel-service", Map.of()),
                completed("conversation-service", Map.of("messages", 4)));
        await().untilAsserted(() -> certificate(Callers.serverOf(account))
                .expectBody()
                .jsonPath("$.data.state")
                .isEqualTo("complete")
                .jsonPath("$.data.waiting_for.length()")
                .isEqualTo(0));
    }

    @Test
    void onlyTheAccountsAdministratorsSeeIt() {
        facts.publish(completed("ai-service", Map.of("answers", 1)));
        await().untilAsserted(() -> certificate(Callers.adminOf(account))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.state")
                .isEqualTo("expired"));
        certificate(Callers.agentOf(account)).expectStatus().isForbidden();
        certificate(Callers.adminOf(Ids.next())).expectStatus().isNotFound();
        client.as(Callers.adminOf(account))
                .get()
                .uri("/api/erasures/nobody")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private ErasureCompleted completed(String service, Map<String, Integer> removed) {
        return new ErasureCompleted(Ids.next(), account, customer, ASKED.plusSeconds(1), service, removed);
    }

    private ResponseSpec certificate(Caller caller) {
        return client.as(caller).get().uri("/api/erasures/" + customer).exchange();
    }
}
