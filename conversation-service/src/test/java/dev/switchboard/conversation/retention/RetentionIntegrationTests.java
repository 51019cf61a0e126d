package dev.switchboard.conversation.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.CustomerUpdated.ConversationsExpired;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Mono;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class RetentionIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    RetentionSweep sweep;

    @Autowired
    DatabaseClient database;

    Tenant acme;
    Caller admin;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        admin = Callers.adminOf(acme.account);
    }

    @Test
    void anInboxHasOnePolicyAndAnAdministratorChangesIt() {
        MessageCreated _ = said("ada", "m-1", "Hello"); // this replica knows the inbox
        policy(30, "erase")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.days")
                .isEqualTo(30);
        policy(60, "anonymise").expectStatus().isOk();
        client.as(admin)
                .get()
                .uri("/api/retention_policies")
                .exchange()
                .expectBody()
                .jsonPath("$.data.length()")
                .isEqualTo(1)
                .jsonPath("$.data[0].action")
                .isEqualTo("anonymise")
                .jsonPath("$.data[0].inbox_id")
                .isEqualTo(acme.answered.toString());
        remove().expectStatus().isNoContent();
        remove().expectStatus().isNotFound();
        client.as(acme.jane())
                .get()
                .uri("/api/retention_policies")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @ParameterizedTest
    @CsvSource({"0, erase, days", "4000, erase, days", "30, burn, action"})
    void aWrongPolicyNamesItsField(int days, String action, String field) {
        MessageCreated _ = said("ada", "m-1", "Hello");
        policy(days, action)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields." + field)
                .exists();
    }

    @Test
    void anotherAccountsInboxIsNotFound() {
        MessageCreated _ = said("ada", "m-1", "Hello");
        Tenant globex = Tenant.settledIn(facts);
        facts.publish(globex.said(globex.visitor("eve"), "m-1", "Hello"));
        facts.await(MessageCreated.class, m -> m.accountId().equals(globex.account));
        put(globex.answered, 30, "erase").expectStatus().isNotFound();
        put(UUID.randomUUID(), 30, "erase").expectStatus().isNotFound();
    }

    @Test
    void whatWasSaidIsErasedAfterItsTimeAndTheOthersAreTold() {
        MessageCreated old = said("ada", "m-1", "My secret");
        MessageCreated young = said("bob", "m-1", "Another secret");
        closed(old, 31);
        closed(young, 29);
        policy(30, "erase").expectStatus().isOk();
        sweep.round().block();

        assertThat(messagesOf(old)).isZero();
        assertThat(messagesOf(young)).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM message_key WHERE conversation_id = '" + old.conversationId() + "'"))
                .isZero();
        ConversationsExpired told =
                facts.await(ConversationsExpired.class, f -> f.customerId().equals(old.customerId()));
        assertThat(told.conversationIds()).containsExactly(old.conversationId());
        ErasureCompleted done =
                facts.await(ErasureCompleted.class, f -> f.customerId().equals(old.customerId()));
        assertThat(done.removed()).containsEntry("messages", 1).containsEntry("conversations_emptied", 1);
        client.as(acme.jane())
                .get()
                .uri("/api/conversations/" + old.conversationId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.messages.length()")
                .isEqualTo(0);
        sweep.round().block();
        assertThat(facts.told(ConversationsExpired.class))
                .filteredOn(f -> f.customerId().equals(old.customerId()))
                .hasSize(1);
    }

    @Test
    void anonymisingLeavesWhoSpokeAndWhen() {
        MessageCreated old = said("ada", "m-1", "My secret");
        closed(old, 31);
        policy(30, "anonymise").expectStatus().isOk();
        sweep.round().block();

        assertThat(messagesOf(old)).isEqualTo(1);
        String left = database.sql("SELECT body || coalesce(author_name, '') || coalesce(deduplication_key, '')"
                        + " || author_kind AS text FROM message WHERE conversation_id = $1")
                .bind(0, old.conversationId())
                .mapValue(String.class)
                .one()
                .block();
        assertThat(left).isEqualTo("customer");
        assertThat(number("SELECT count(*) FROM conversation WHERE id = '" + old.conversationId()
                        + "' AND (identity = 'ada' OR live)"))
                .isZero();
    }

    @Test
    void whoWritesAgainAfterItsConversationExpiredBeginsAnother() {
        MessageCreated old = said("ada", "m-1", "My secret");
        closed(old, 31);
        policy(30, "erase").expectStatus().isOk();
        sweep.round().block();
        MessageCreated next = said("ada", "m-2", "Hello again");
        assertThat(next.conversationId()).isNotEqualTo(old.conversationId());
        assertThat(next.seq()).isEqualTo(1);
    }

    @Test
    void twoReplicasRemoveEachConversationOnce() {
        for (int i = 0; i < 30; i++) {
            closed(said("ada" + i, "m-1", "Secret " + i), 31);
        }
        policy(30, "erase").expectStatus().isOk();
        Mono.when(sweep.round(), sweep.round(), sweep.round()).block();
        sweep.round().block();
        facts.await(ConversationsExpired.class, f -> f.accountId().equals(acme.account));
        assertThat(number("SELECT count(*) FROM message WHERE account_id = '" + acme.account + "'"))
                .isZero();
        Awaitility.await()
                .untilAsserted(() -> assertThat(facts.told(ConversationsExpired.class))
                        .filteredOn(f -> f.accountId().equals(acme.account))
                        .hasSize(30));
    }

    private MessageCreated said(String who, String key, String body) {
        facts.publish(acme.said(acme.visitor(who), key, body));
        return facts.await(
                MessageCreated.class, m -> m.address().equals(acme.visitor(who)) && key.equals(m.deduplicationKey()));
    }

    private void closed(MessageCreated message, int daysAgo) {
        database.sql("UPDATE conversation SET status = 'closed', closed_at = now() - make_interval(days => $2)"
                        + " WHERE id = $1")
                .bind(0, message.conversationId())
                .bind(1, daysAgo)
                .then()
                .block();
    }

    private ResponseSpec policy(int days, String action) {
        return put(acme.answered, days, action);
    }

    private ResponseSpec put(UUID inbox, int days, String action) {
        return client.as(admin)
                .put()
                .uri("/api/retention_policies/" + inbox)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"retention_policy\":{\"days\":" + days + ",\"action\":\"" + action + "\"}}")
                .exchange();
    }

    private ResponseSpec remove() {
        return client.as(admin)
                .delete()
                .uri("/api/retention_policies/" + acme.answered)
                .exchange();
    }

    private long messagesOf(MessageCreated message) {
        return number("SELECT count(*) FROM message WHERE conversation_id = '" + message.conversationId() + "'");
    }

    private long number(String sql) {
        return database.sql(sql).mapValue(Long.class).one().block();
    }
}
