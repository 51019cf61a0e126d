package dev.switchboard.admin;

import static org.awaitility.Awaitility.await;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestPropertySource(properties = {"switchboard.analytics.keep=3650d", "switchboard.analytics.sweep=100ms"})
class AnalyticsIntegrationTests {
    private static final Instant START = Instant.parse("2026-03-01T23:59:58Z");
    private static final String MARCH = "/api/admin/analytics/dashboard?startDate=2026-03-01&endDate=2026-03-31";

    private final UUID account = Ids.next();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Test
    void theDashboardCountsEachConversationOnceWhateverTheOrder() {
        Conversation answered = new Conversation(Ids.next(), Channel.WEB);
        Conversation handedOver = new Conversation(Ids.next(), Channel.WHATSAPP);
        Fact proposed = answered.proposed("returns");
        // messages before the conversation they belong to, and one fact twice
        tell(answered.said(Author.customer(Ids.next(), null), 0), answered.said(Author.bot(), 4), proposed, proposed);
        tell(answered.created(), answered.status("closed", 60));
        tell(handedOver.created(), handedOver.said(Author.customer(Ids.next(), null), 0));
        tell(handedOver.said(Author.bot(), 2), handedOver.proposed("shipping"), handedOver.owner(Owner.QUEUE, 9));
        tell(handedOver.owner(Owner.AGENT, 11), handedOver.said(Author.agent(Ids.next(), "Jane", 1), 30));
        tell(new Conversation(Ids.next(), Channel.WEB).in(Ids.next()).created());

        await().untilAsserted(() -> dashboard()
                .jsonPath("$.overview.totalConversations")
                .isEqualTo(2)
                .jsonPath("$.overview.aiResolved")
                .isEqualTo(1)
                .jsonPath("$.overview.agentHandovers")
                .isEqualTo(1)
                .jsonPath("$.overview.avgResponseTime")
                .isEqualTo(3.0)
                .jsonPath("$.overview.avgResolutionTime")
                .isEqualTo(60.0)
                .jsonPath("$.overview.avgSatisfactionScore")
                .isEmpty()
                .jsonPath("$.byChannel.web.aiResolved")
                .isEqualTo(1)
                .jsonPath("$.byChannel.whatsapp.agentHandovers")
                .isEqualTo(1)
                .jsonPath("$.byChannel.length()")
                .isEqualTo(2)
                .jsonPath("$.byDay.length()")
                .isEqualTo(1)
                .jsonPath("$.byDay[0].date")
                .isEqualTo("2026-03-01")
                .jsonPath("$.byDay[0].conversations")
                .isEqualTo(2)
                .jsonPath("$.topIntents.length()")
                .isEqualTo(2)
                .jsonPath("$.topIntents[?(@.intent=='returns')].aiResolvedRate")
                .isEqualTo(1.0)
                .jsonPath("$.topIntents[?(@.intent=='shipping')].aiResolvedRate")
                .isEqualTo(0.0));
    }

    @Test
    void anOldConversationIsForgottenAndItsShareStays() {
        UUID id = Ids.next();
        Address address = new Address(Ids.next(), Channel.WEB, "someone", null);
        tell(new ConversationUpdated.Created(
                Ids.next(),
                account,
                id,
                Instant.parse("2001-03-01T10:00:00Z"),
                1,
                1,
                address,
                Ids.next(),
                Owner.BOT,
                0,
                null));
        await().untilAsserted(() -> {
            report("summary").jsonPath("$.data.conversations.count").isEqualTo(1);
            report("conversations").jsonPath("$.data.length()").isEqualTo(0);
        });
        client.as(Callers.adminOf(account))
                .post()
                .uri("/api/reports/rebuild")
                .exchange()
                .expectStatus()
                .isOk();
        report("summary").jsonPath("$.data.conversations.count").isEqualTo(1);
    }

    private WebTestClient.BodyContentSpec report(String name) {
        return client.as(Callers.adminOf(account))
                .get()
                .uri("/api/reports/" + name + "?from=2001-03-01&to=2001-03-01")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    @Test
    void aPeriodThatEndsBeforeItStartsIsRefused() {
        client.as(Callers.adminOf(account))
                .get()
                .uri("/api/admin/analytics/dashboard?startDate=2026-03-02&endDate=2026-03-01")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private WebTestClient.BodyContentSpec dashboard() {
        return client.as(Callers.adminOf(account)).get().uri(MARCH).exchange().expectBody();
    }

    private void tell(Fact... told) {
        facts.publish(told);
    }

    private final class Conversation {
        private final UUID id;
        private final Address address;
        private UUID owner = account;

        Conversation(UUID id, Channel channel) {
            this.id = id;
            this.address = new Address(Ids.next(), channel, "someone", null);
        }

        Conversation in(UUID other) {
            owner = other;
            return this;
        }

        Fact created() {
            return new ConversationUpdated.Created(
                    Ids.next(), owner, id, START, 1, 1, address, Ids.next(), Owner.BOT, 0, null);
        }

        Fact status(String status, long second) {
            return new ConversationUpdated.StatusChanged(
                    Ids.next(), owner, id, START.plusSeconds(second), 2, status, Author.system());
        }

        Fact owner(Owner next, long second) {
            return new ConversationUpdated.OwnerChanged(
                    Ids.next(), owner, id, START.plusSeconds(second), 3, next, 1, null, null, Author.bot(), "test");
        }

        Fact proposed(String intent) {
            return new ReplyProposed(
                    Ids.next(), owner, id, START, Ids.next(), 0, "answer", List.of(), intent, 0.9, List.of());
        }

        Fact said(Author author, long second) {
            return Talk.said(owner, id, START.plusSeconds(second), address, author);
        }
    }
}
