package dev.switchboard.conversation.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated.OwnerChanged;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.CustomerReported;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What people do to conversations from tools beside Switchboard.
@SharedIntegrationTest(ConversationServiceApplication.class)
class OutsideActsStreamTests {
    @Autowired
    Facts facts;

    @Test
    void anAgentTakesNotesAndClosesFromOutsideAndOnlyWhatIsItsAccounts() {
        Tenant acme = Tenant.settledIn(facts);
        Address ada = acme.visitor("ada-" + Ids.next());
        facts.publish(acme.said(ada, "m-1", "Is it broken?"));
        UUID conversation =
                facts.await(MessageCreated.class, m -> m.address().equals(ada)).conversationId();
        Author jane = Author.agent(acme.jane().userId(), Tenant.JANE, 1);
        Author gone = Author.agent(Ids.next(), "Gone", 99);
        Instant now = Instant.now();
        UUID account = acme.account;
        facts.publish(
                new IntegrationActed.StatusSet(Ids.next(), Ids.next(), conversation, now, jane, "closed"),
                new IntegrationActed.Taken(Ids.next(), account, conversation, now, gone),
                new IntegrationActed.Taken(Ids.next(), account, conversation, now, jane));
        OwnerChanged taken =
                facts.await(OwnerChanged.class, fact -> fact.conversationId().equals(conversation));
        assertThat(taken.agentId()).isEqualTo(acme.jane().userId());
        facts.publish(
                new IntegrationActed.Noted(Ids.next(), account, conversation, now, jane, "Issue #12 was closed"),
                new IntegrationActed.StatusSet(Ids.next(), account, conversation, now, jane, "closed"));
        StatusChanged closed = facts.await(
                StatusChanged.class,
                fact -> fact.conversationId().equals(conversation)
                        && fact.status().equals("closed"));
        assertThat(closed.by().name()).isEqualTo(Tenant.JANE);
        assertThat(closed.version()).isGreaterThan(taken.version());
        MessageCreated note = facts.await(
                MessageCreated.class, m -> m.conversationId().equals(conversation) && m.kind() == Kind.NOTE);
        assertThat(note.body()).isEqualTo("Issue #12 was closed");
        assertThat(note.author().name()).isEqualTo(Tenant.JANE);
    }

    @Test
    void whatTheCrmKnowsNewerChangesTheCustomerAndNothingElseOfIt() {
        Tenant acme = Tenant.settledIn(facts);
        Address ada = acme.visitor("ada-" + Ids.next());
        facts.publish(acme.said(ada, "m-1", "Hello"));
        UUID customer =
                facts.await(MessageCreated.class, m -> m.address().equals(ada)).customerId();
        Profile first = new Profile("Ada King", "ada@example.com", null);
        Profile second = new Profile(null, null, "+15550111");
        facts.publish(
                new CustomerReported(Ids.next(), Ids.next(), customer, Instant.now(), "HubSpot", second),
                new CustomerReported(Ids.next(), acme.account, customer, Instant.now(), "HubSpot", first),
                new CustomerReported(Ids.next(), acme.account, customer, Instant.now(), "HubSpot", second));
        CustomerUpdated.Changed changed = facts.await(
                CustomerUpdated.Changed.class,
                fact -> fact.customerId().equals(customer) && fact.profile().phone() != null);
        assertThat(changed.profile()).isEqualTo(new Profile("Ada King", "ada@example.com", "+15550111"));
    }
}
