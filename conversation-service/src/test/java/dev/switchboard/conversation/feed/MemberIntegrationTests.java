package dev.switchboard.conversation.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@SharedIntegrationTest(ConversationServiceApplication.class)
class MemberIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void bothIdsNameTheAccountAndTheAddress() {
        MessageCreated message = said(acme.visitor("ada"));
        member(message.conversationId(), message.customerId())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.accountId")
                .isEqualTo(acme.account.toString())
                .jsonPath("$.conversationId")
                .isEqualTo(message.conversationId().toString())
                .jsonPath("$.customerId")
                .isEqualTo(message.customerId().toString())
                .jsonPath("$.address.inboxId")
                .isEqualTo(acme.answered.toString())
                .jsonPath("$.address.channel")
                .isEqualTo("web")
                .jsonPath("$.address.identity")
                .isEqualTo("ada")
                .jsonPath("$.address.thread")
                .isEqualTo("session-ada");
    }

    @Test
    void aGuessedConversationAndAForeignOneAreTheSame() {
        MessageCreated adas = said(acme.visitor("ada"));
        MessageCreated bobs = said(acme.visitor("bob"));
        MessageCreated phone = said(acme.phone("4915550001"));
        List<String> answers = List.of(
                refusal(UUID.randomUUID(), adas.customerId()),
                refusal(bobs.conversationId(), adas.customerId()),
                refusal(adas.conversationId(), UUID.randomUUID()),
                refusal(phone.conversationId(), phone.customerId()));
        assertThat(answers.stream().distinct()).hasSize(1);
        client.as(acme.jane())
                .get()
                .uri("/internal/conversations/" + adas.conversationId() + "/member?customerId=" + adas.customerId())
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void whatIsNoIdNamesItsParameter() {
        client.as(Callers.operator())
                .get()
                .uri("/internal/conversations/" + UUID.randomUUID() + "/member?customerId=nonsense")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.customerId")
                .exists();
    }

    private MessageCreated said(Address from) {
        facts.publish(acme.said(from, "m-1", "Hello"));
        return facts.await(MessageCreated.class, m -> m.address().equals(from));
    }

    private ResponseSpec member(UUID conversation, UUID customer) {
        return client.as(Callers.operator())
                .get()
                .uri("/internal/conversations/" + conversation + "/member?customerId=" + customer)
                .exchange();
    }

    private String refusal(UUID conversation, UUID customer) {
        return member(conversation, customer)
                .expectStatus()
                .isNotFound()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()
                .replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
}
