package dev.switchboard.conversation.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated.DeliveryChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class DeliveryStreamTests {
    @Autowired
    Facts facts;

    @Autowired
    Messages messages;

    @Test
    void aStatusNeverMovesBackwards() {
        Tenant acme = Tenant.settledIn(facts);
        facts.publish(acme.said(acme.phone("4915550001"), "wamid.1", "Hello"));
        MessageCreated question = facts.await(MessageCreated.class);
        facts.publish(Tenant.answerTo(question, "Good day"));
        MessageCreated answer = facts.await(MessageCreated.class, m -> m.inReplyTo() != null);

        facts.publish(
                report(answer, Status.SENT),
                report(answer, Status.READ),
                report(answer, Status.DELIVERED),
                report(answer, Status.FAILED),
                report(question, Status.QUEUED));
        facts.await(DeliveryChanged.class, d -> d.messageId().equals(question.messageId()));

        assertThat(facts.told(DeliveryChanged.class))
                .filteredOn(d -> d.messageId().equals(answer.messageId()))
                .extracting(DeliveryChanged::status)
                .containsExactly(Status.SENT, Status.READ);
        Message stored = messages.byId(acme.account, answer.messageId()).block();
        assertThat(stored.delivery()).isEqualTo(new Delivery(Status.READ, null, "wamid.out", 0));
        assertThat(stored.seenAt()).isNotNull();
        assertThat(messages.byId(UUID.randomUUID(), answer.messageId()).blockOptional())
                .isEmpty();
    }

    private static DeliveryUpdated report(MessageCreated of, Status status) {
        return new DeliveryUpdated(
                Ids.next(),
                of.accountId(),
                of.conversationId(),
                Instant.now(),
                of.messageId(),
                status,
                "wamid.out",
                null);
    }
}
