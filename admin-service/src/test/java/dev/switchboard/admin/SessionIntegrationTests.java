package dev.switchboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestPropertySource(properties = "switchboard.throttle.attempts=3")
class SessionIntegrationTests {
    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    Tokens tokens;

    @Test
    void aLoginAnswersInBothShapesAndItsTokenNamesTheCaller() {
        Provisioning acme = Provisioning.of("login.test").stored(client);
        login("JANE@login.test", Provisioning.PASSWORD)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.email")
                .isEqualTo("jane@login.test")
                .jsonPath("$.data.account_id")
                .isEqualTo(acme.account().toString())
                .jsonPath("$.data.role")
                .isEqualTo("user")
                .jsonPath("$.data.user_id")
                .isNumber()
                .jsonPath("$.data.renew_token")
                .isNotEmpty()
                .jsonPath("$.user.id")
                .isNumber()
                .jsonPath("$.user.account_id")
                .isEqualTo(acme.account().toString())
                .jsonPath("$.token")
                .isNotEmpty();

        Caller.Agent jane = agent(loggedIn(acme.agentEmail()));
        assertThat(jane.accountId()).isEqualTo(acme.account());
        assertThat(jane.userId()).isEqualTo(acme.agent());
        assertThat(jane.role()).isEqualTo("agent");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
        Provisioning acme = Provisioning.of("alike.test").stored(client);
        String wrong = refusal(acme.agentEmail(), "not the password");
        String unknown = refusal("nobody@alike.test", Provisioning.PASSWORD);
        assertThat(withoutTrace(wrong)).isEqualTo(withoutTrace(unknown)).contains("invalid-credentials");
    }

    @Test
    void aUserWhoIsSwitchedOffIsRefused() {
        Provisioning acme = Provisioning.of("off.test").stored(client);
        Login before = loggedIn(acme.agentEmail());
        switchOff(acme.agent());
        login(acme.agentEmail(), Provisioning.PASSWORD).expectStatus().isUnauthorized();
        renew(before.data().renewToken()).expectStatus().isUnauthorized();
        client.as(agent(before)).get().uri("/api/me").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void attemptsAreThrottledForEachAddress() {
        Provisioning acme = Provisioning.of("throttle.test").stored(client);
        for (int i = 0; i < 3; i++) {
            login(acme.agentEmail(), "guess " + i).expectStatus().isUnauthorized();
        }
        login(acme.agentEmail(), Provisioning.PASSWORD).expectStatus().isEqualTo(429);
        login(acme.adminEmail(), Provisioning.PASSWORD).expectStatus().isOk();
    }

    @Test
    void aSuccessForgetsTheFailedAttempts() {
        Provisioning acme = Provisioning.of("forget.test").stored(client);
        for (int round = 0; round < 2; round++) {
            login(acme.agentEmail(), "guess").expectStatus().isUnauthorized();
            login(acme.agentEmail(), "guess").expectStatus().isUnauthorized();
            login(acme.agentEmail(), Provisioning.PASSWORD).expectStatus().isOk();
        }
    }

    @Test
    void aRenewTokenIsGoodOnceAndKeepsTheSession() {
        Provisioning acme = Provisioning.of("renew.test").stored(client);
        Login first = loggedIn(acme.agentEmail());
        Login second = body(renew(first.data().renewToken()).expectStatus().isOk());
        assertThat(agent(second).sessionId()).isEqualTo(agent(first).sessionId());
        renew(first.data().renewToken()).expectStatus().isUnauthorized();
        renew(second.data().renewToken()).expectStatus().isOk();
    }

    @Test
    void renewTokensRestAsHashes() {
        Provisioning acme = Provisioning.of("rest.test").stored(client);
        Login login = loggedIn(acme.agentEmail());
        String stored = database.sql("SELECT s::text FROM auth_session s WHERE account_id = $1")
                .bind(0, acme.account())
                .mapValue(String.class)
                .one()
                .block();
        assertThat(stored)
                .contains(agent(login).sessionId().toString())
                .doesNotContain(login.data().renewToken());
    }

    @Test
    void loggingOutRevokesTheSession() {
        Provisioning acme = Provisioning.of("logout.test").stored(client);
        Login login = loggedIn(acme.agentEmail());
        client.as(agent(login))
                .delete()
                .uri("/api/session")
                .exchange()
                .expectStatus()
                .isOk();
        UUID session = agent(login).sessionId();
        AccountUpdated.SessionRevoked revoked = facts.await(
                AccountUpdated.SessionRevoked.class, fact -> fact.sessionId().equals(session));
        assertThat(revoked.expiresAt()).isAfter(revoked.occurredAt());
        renew(login.data().renewToken()).expectStatus().isUnauthorized();
    }

    @Test
    void meIsTheCaller() {
        Provisioning acme = Provisioning.of("me.test").stored(client);
        client.as(agent(loggedIn(acme.adminEmail())))
                .get()
                .uri("/api/me")
                .exchange()
                .expectBody()
                .jsonPath("$.data.email")
                .isEqualTo(acme.adminEmail())
                .jsonPath("$.data.role")
                .isEqualTo("admin")
                .jsonPath("$.data.id")
                .isNumber();
        client.as(new Caller.Anonymous())
                .get()
                .uri("/api/me")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void eachAccountSeesItsOwnUsersOnly() {
        Provisioning acme = Provisioning.of("own.test").stored(client);
        Provisioning.of("foreign.test").stored(client);
        Caller.Agent admin = Callers.adminOf(acme.account());
        client.as(admin)
                .get()
                .uri("/api/users")
                .exchange()
                .expectBody()
                .jsonPath("$.data[*].email")
                .value(emails ->
                        assertThat(emails.toString()).contains("own.test").doesNotContain("foreign.test"));
        client.as(admin)
                .get()
                .uri("/api/admin/users?page=1&limit=1&role=agent")
                .exchange()
                .expectBody()
                .jsonPath("$.users[0].email")
                .isEqualTo("jane@own.test")
                .jsonPath("$.users[0].firstName")
                .isEqualTo("Jane")
                .jsonPath("$.users[0].organizationId")
                .isEqualTo(acme.account().toString())
                .jsonPath("$.pagination.total")
                .isEqualTo(1)
                .jsonPath("$.pagination.pages")
                .isEqualTo(1);
    }

    @Test
    void onlyAdministratorsSeeTheAdminApi() {
        Provisioning acme = Provisioning.of("roles.test").stored(client);
        WebTestClient agent = client.as(Callers.agentOf(acme.account()));
        agent.get().uri("/api/admin/users").exchange().expectStatus().isForbidden();
        agent.get()
                .uri("/api/admin/analytics/dashboard")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    record Login(Data data) {
        record Data(
                String token, @JsonProperty("renew_token") String renewToken) {}
    }

    private WebTestClient.ResponseSpec login(String email, String password) {
        return post("/api/session", """
                {"user": {"email": "%s", "password": "%s"}}""".formatted(email, password));
    }

    private WebTestClient.ResponseSpec renew(String token) {
        return post("/api/session/renew", """
                {"renew_token": "%s"}""".formatted(token));
    }

    private WebTestClient.ResponseSpec post(String path, String json) {
        return client.as(new Caller.Anonymous())
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    private Login loggedIn(String email) {
        return body(login(email, Provisioning.PASSWORD).expectStatus().isOk());
    }

    private static Login body(WebTestClient.ResponseSpec response) {
        return response.expectBody(Login.class).returnResult().getResponseBody();
    }

    private String refusal(String email, String password) {
        return login(email, password)
                .expectStatus()
                .isUnauthorized()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private static String withoutTrace(String problem) {
        return problem.replaceAll("\"traceId\":\"[^\"]*\"", "");
    }

    private Caller.Agent agent(Login login) {
        return (Caller.Agent)
                tokens.verify(Tokens.Audience.SESSION, login.data().token());
    }

    private void switchOff(UUID user) {
        database.sql("UPDATE app_user SET active = false WHERE id = $1")
                .bind(0, user)
                .then()
                .block();
    }
}
