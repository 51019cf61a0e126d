package dev.switchboard.conversation.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
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
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@SharedIntegrationTest(ConversationServiceApplication.class)
class EraseIntegrationTests {
    private static final String SECRET = "xyzzy";

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    MergeCustomers mergeCustomers;

    @Autowired
    DatabaseClient database;

    Tenant acme;
    Caller.Agent admin;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        admin = Callers.adminOf(acme.account);
    }

    @Test
    void nothingThatTellsOfTheCustomerIsLeft() {
        Address page = acme.visitor(SECRET + "-visitor");
        Address phone = acme.phone(SECRET + "4915550001");
        MessageCreated first = said(page, new Profile("Ada " + SECRET, SECRET + "@example.test", null));
        MessageCreated second = said(phone, new Profile(null, null, SECRET));
        MessageCreated others = said(acme.visitor("bob"), Profile.NOTHING);
        UUID customer = first.customerId();
        Customer _ = mergeCustomers
                .merge(acme.account, second.customerId(), customer, "jane")
                .block();
        assertThat(traces()).isNotEmpty();

        erase(admin, customer).expectStatus().isNoContent();

        CustomerUpdated.Erased erased =
                facts.await(CustomerUpdated.Erased.class, e -> e.customerId().equals(customer));
        assertThat(erased.conversationIds()).containsExactlyInAnyOrder(first.conversationId(), second.conversationId());
        assertThat(erased.identities()).containsExactlyInAnyOrder(page.identity(), phone.identity());
        facts.await(CustomerUpdated.Erased.class, e -> e.customerId().equals(second.customerId()));
        ErasureCompleted done =
                facts.await(ErasureCompleted.class, e -> e.customerId().equals(customer));
        assertThat(done.service()).isEqualTo("conversation-service");
        assertThat(done.removed())
                .containsEntry("messages", 2)
                .containsEntry("conversations", 2)
                .containsEntry("identities", 2)
                .containsEntry("customers", 2);
        facts.await(
                ConversationUpdated.StatusChanged.class,
                s -> s.conversationId().equals(first.conversationId())
                        && s.status().equals("closed"));
        ConversationUpdated.OwnerChanged passed = facts.await(
                ConversationUpdated.OwnerChanged.class, o -> o.conversationId().equals(first.conversationId()));
        assertThat(passed.owner()).isEqualTo(Owner.QUEUE);
        assertThat(traces()).isEmpty();
        assertThat(bodyOf(others)).isEqualTo("My " + SECRET.length());

        // a late answer finds nobody, and whoever writes again is somebody new
        facts.publish(Tenant.answerTo(first, "Dear " + SECRET));
        facts.publish(acme.said(page, "m-9", "Me again"));
        MessageCreated again = facts.await(
                MessageCreated.class, m -> m.accountId().equals(acme.account) && "m-9".equals(m.deduplicationKey()));
        assertThat(again.customerId()).isNotEqualTo(customer);
        assertThat(again.conversationId()).isNotEqualTo(first.conversationId());

        erase(admin, customer).expectStatus().isNoContent();
        client.as(admin)
                .get()
                .uri("/api/customers/" + customer)
                .exchange()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("erased")
                .jsonPath("$.data.name")
                .doesNotExist();
        assertThat(facts.told(CustomerUpdated.Erased.class))
                .filteredOn(e -> e.accountId().equals(acme.account))
                .hasSize(2);
    }

    @Test
    void onlyAdministratorsEraseAndOnlyTheirOwnCustomers() {
        MessageCreated first = said(acme.visitor("ada"), Profile.NOTHING);
        erase(acme.jane(), first.customerId()).expectStatus().isForbidden();
        erase(Callers.adminOf(Tenant.settledIn(facts).account), first.customerId())
                .expectStatus()
                .isNotFound();
        erase(admin, UUID.randomUUID()).expectStatus().isNotFound();
        assertThat(bodyOf(first)).isNotEmpty();
        client.as(Callers.serverOf(acme.account))
                .delete()
                .uri("/api/customers/" + first.customerId())
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(bodyOf(first)).isEmpty();
    }

    /// Rows of any table in which the secret stands, but for what is on its way to Kafka.
    private List<String> traces() {
        return database.sql("""
                        SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()
                            AND table_type = 'BASE TABLE' AND table_name NOT IN ('outbox', 'flyway_schema_history')
                        """)
                .mapValue(String.class)
                .all()
                .concatMap(table -> database.sql("SELECT '" + table + ": ' || t::text FROM \"" + table
                                + "\" t WHERE t::text LIKE '%" + SECRET + "%'")
                        .mapValue(String.class)
                        .all())
                .collectList()
                .block();
    }

    private String bodyOf(MessageCreated message) {
        return database.sql("SELECT body FROM message WHERE conversation_id = $1 AND seq = 1")
                .bind(0, message.conversationId())
                .mapValue(String.class)
                .one()
                .block();
    }

    private ResponseSpec erase(Caller caller, UUID customer) {
        return client.as(caller)
                .method(HttpMethod.POST)
                .uri("/api/customers/" + customer + "/erase")
                .exchange();
    }

    private MessageCreated said(Address from, Profile profile) {
        String body = profile.equals(Profile.NOTHING) ? "My " + SECRET.length() : "My password is " + SECRET;
        facts.publish(acme.said(from, SECRET.equals(profile.phone()) ? SECRET : "m-1", body, profile));
        return facts.await(MessageCreated.class, m -> m.address().equals(from));
    }
}
