package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.DescribedRoutesProof;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
class AccountIntegrationTests implements DescribedRoutesProof {
    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    SecretBox secrets;

    @Test
    void provisioningTellsTheAccountWithEverythingInIt() throws Exception {
        Provisioning acme = Provisioning.of("told.test").stored(client);

        assertThat(facts.await(AccountUpdated.Account.class, a -> a.accountId().equals(acme.account())))
                .satisfies(account -> {
                    assertThat(account.name()).isEqualTo("Acme");
                    assertThat(account.active()).isTrue();
                });
        AccountUpdated.User jane =
                facts.await(AccountUpdated.User.class, u -> u.userId().equals(acme.agent()));
        assertThat(jane.email()).isEqualTo("jane@told.test");
        assertThat(jane.role()).isEqualTo("agent");
        AccountUpdated.Inbox inbox =
                facts.await(AccountUpdated.Inbox.class, i -> i.inboxId().equals(acme.inbox()));
        assertThat(inbox.channel()).isEqualTo(Channel.WEB);
        assertThat(inbox.responder()).isEqualTo(AccountUpdated.Responder.AI);
        assertThat(inbox.allowedOrigins()).containsExactly("https://shop.test");
        AccountUpdated.ApiKey key =
                facts.await(AccountUpdated.ApiKey.class, k -> k.keyId().equals(acme.key()));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest("pk_test_told.test".getBytes()));
        assertThat(key.hash()).isEqualTo(sha256);
        assertThat(key.kind()).isEqualTo(AccountUpdated.KeyKind.PUBLISHABLE);
        assertThat(key.inboxId()).isEqualTo(acme.inbox());
    }

    @Test
    void anInboxKeepsTheIdentitySecretThatWasMadeForItUntilOneIsGiven() {
        Provisioning acme = Provisioning.of("identity.test").stored(client);
        acme.stored(client);
        List<String> made = identitySecrets(acme, 2);
        assertThat(made.getFirst()).hasSize(43).isEqualTo(made.getLast());
        acme.put(client, acme.json().replace("\"allowedOrigins\"", "\"identitySecret\": \"short\", \"allowedOrigins\""))
                .expectStatus()
                .isBadRequest();
        String given = "an-identity-secret-of-enough-characters";
        acme.put(
                        client,
                        acme.json()
                                .replace(
                                        "\"allowedOrigins\"",
                                        "\"identitySecret\": \"" + given + "\", \"allowedOrigins\""))
                .expectStatus()
                .isNoContent();
        acme.stored(client);
        assertThat(identitySecrets(acme, 4)).endsWith(given, given);
        assertThat(database.sql("SELECT i::text FROM inbox_settings i WHERE account_id = $1")
                        .bind(0, acme.account())
                        .mapValue(String.class)
                        .one()
                        .block())
                .doesNotContain(given);
    }

    /// As the gateway opens them.
    private List<String> identitySecrets(Provisioning of, int count) {
        Awaitility.await().until(() -> inboxes(of).size() == count);
        return inboxes(of).stream()
                .map(inbox -> secrets.open(
                        inbox.identitySecret(), AccountUpdated.Inbox.identityContext(of.account(), of.inbox())))
                .toList();
    }

    private List<AccountUpdated.Inbox> inboxes(Provisioning of) {
        return facts.told(AccountUpdated.Inbox.class).stream()
                .filter(inbox -> inbox.inboxId().equals(of.inbox()))
                .toList();
    }

    @Test
    void provisioningTwiceChangesNothing() {
        Provisioning acme = Provisioning.of("twice.test").stored(client);
        List<String> before = users(acme);
        acme.stored(client);
        assertThat(users(acme)).isEqualTo(before).hasSize(2);
    }

    @Test
    void noPasswordAndNoKeyIsStoredInTheClear() {
        Provisioning acme = Provisioning.of("clear.test").stored(client);
        List<String> stored = database.sql("""
                        SELECT u::text FROM app_user u WHERE account_id = $1
                        UNION ALL SELECT k::text FROM api_key k WHERE account_id = $1
                        """)
                .bind(0, acme.account())
                .mapValue(String.class)
                .all()
                .collectList()
                .block();
        assertThat(stored)
                .hasSize(4)
                .noneMatch(row -> row.contains(Provisioning.PASSWORD) || row.contains("k_test_clear.test"));
        assertThat(stored).filteredOn(row -> row.contains("$2a$10$")).hasSize(2);
    }

    @Test
    void idsOfAnotherAccountAreRefused() {
        Provisioning acme = Provisioning.of("mine.test").stored(client);
        Provisioning thief = new Provisioning(
                Provisioning.of("").account(), acme.admin(), acme.agent(), acme.inbox(), acme.key(), "thief.test");
        thief.put(client).expectStatus().isEqualTo(409);
        assertThat(users(acme)).hasSize(2);
        assertThat(facts.told(AccountUpdated.Account.class))
                .noneMatch(account -> account.accountId().equals(thief.account()));
    }

    @Test
    void anEmailAddressOfAnotherAccountIsRefused() {
        Provisioning.of("same.test").stored(client);
        Provisioning.of("same.test")
                .put(client)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The e-mail address admin@same.test is taken");
    }

    @Test
    void onlyTheInstallationProvisions() {
        Provisioning acme = Provisioning.of("operator.test");
        client.as(Callers.adminOf(acme.account()))
                .put()
                .uri("/internal/accounts/" + acme.account())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(acme.json())
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(users(acme)).isEmpty();
    }

    private List<String> users(Provisioning of) {
        return database.sql("SELECT u::text FROM app_user u WHERE account_id = $1 ORDER BY number")
                .bind(0, of.account())
                .mapValue(String.class)
                .all()
                .collectList()
                .block();
    }
}
