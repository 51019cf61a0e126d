package dev.switchboard.conversation.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.ConversationUpdated.OwnerChanged;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(properties = {"switchboard.handover.bot-patience=2s", "switchboard.handover.sweep=100ms"})
class OverdueConversationsStreamTests {
    @Autowired
    Facts facts;

    @Test
    void aSilentBotIsRelievedAndOneThatAnswersIsNot() {
        Tenant acme = Tenant.settledIn(facts);
        MessageCreated answered = asked(acme, acme.visitor("ada"));
        facts.publish(Tenant.answerTo(answered, "Here you are."));
        facts.await(MessageCreated.class, m -> answered.messageId().equals(m.inReplyTo()));
        MessageCreated quiet = asked(acme, acme.visitorOfQuietInbox("eve"));
        MessageCreated silent = asked(acme, acme.visitor("bob"));

        HandoverRequested request = facts.await(HandoverRequested.class, h -> is(h.conversationId(), silent));

        assertThat(request.reason()).isEqualTo(Reason.NO_ANSWER_IN_TIME);
        assertThat(request.inReplyTo()).isEqualTo(silent.messageId());
        facts.await(MessageCreated.class, m -> is(m.conversationId(), silent) && m.kind() == Kind.HANDOVER);
        assertThat(facts.told(OwnerChanged.class))
                .noneMatch(o -> is(o.conversationId(), answered) || is(o.conversationId(), quiet));
    }

    private MessageCreated asked(Tenant acme, Address address) {
        facts.publish(acme.said(address, "m-1", "How do I return an item?"));
        return facts.await(MessageCreated.class, m -> m.address().equals(address));
    }

    private static boolean is(UUID conversation, MessageCreated message) {
        return conversation.equals(message.conversationId());
    }
}
