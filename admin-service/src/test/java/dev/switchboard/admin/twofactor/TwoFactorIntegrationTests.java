package dev.switchboard.admin.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.admin.AdminServiceApplication;
import dev.switchboard.admin.Desk;
import dev.switchboard.admin.Provisioning;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestPropertySource(properties = "switchboard.throttle.attempts=4")
class TwoFactorIntegrationTests {
    private static int companies;

    @Autowired
    CallerClient client;

    @Autowired
    DatabaseClient database;

    @Autowired
    dev.switchboard.common.identity.Tokens tokens;

    private Desk desk;
    private Provisioning acme;
    private Caller.Agent jane;

    @BeforeEach
    void provision() {
        desk = new Desk(client, tokens);
        acme = Provisioning.of("factor" + companies++ + ".test").stored(client);
        jane = desk.logIn(acme.agentEmail());
    }

    @Test
    void aLoginAsksForTheCodeAndEachCodeServesOnce() {
        Totp app = enrol();
        assertThat(logIn().status()).as("not before it is confirmed").isEqualTo(200);
        long step = step();
        confirm(app.code(step));

        Desk.Answer asked = logIn();
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.text("/error/code")).isEqualTo("MFA_REQUIRED");
        String challenge = asked.text("/error/challenge_id");
        assertThat(answer(challenge, app.code(step)).status())
                .as("the code that confirmed")
                .isEqualTo(401);
        Desk.Answer in = answer(challenge, app.code(step + 1));
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.text("/data/email")).isEqualTo(acme.agentEmail());

        assertThat(answer(challenge, app.code(step + 1)).status())
                .as("the challenge is met")
                .isEqualTo(401);
        assertThat(answer(logIn().text("/error/challenge_id"), app.code(step + 1))
                        .status())
                .as("the code is used")
                .isEqualTo(401);
    }

    @Test
    void oneRecoveryCodeOpensOneLoginHoweverManyTryAtOnce() {
        Totp app = enrol();
        String code = confirm(app.code(step())).getFirst();
        List<String> challenges = IntStream.range(0, 4)
                .mapToObj(_ -> logIn().text("/error/challenge_id"))
                .toList();
        List<Integer> answers = Desk.atOnce(challenges.stream()
                .map(challenge -> (Supplier<Desk.Answer>) () -> answer(challenge, code.toLowerCase(Locale.ROOT)))
                .toList());
        assertThat(answers).containsOnlyOnce(200);
        assertThat(desk.get(jane, "/api/me/two_factor")
                        .json()
                        .at("/data/recovery_codes_left")
                        .asInt())
                .isEqualTo(9);
    }

    @Test
    void codesAreThrottledOverAllChallenges() {
        Totp app = enrol();
        long step = step();
        confirm(app.code(step));
        String first = logIn().text("/error/challenge_id");
        String second = logIn().text("/error/challenge_id");
        for (String challenge : List.of(first, first, second, second)) {
            assertThat(answer(challenge, "wrong-code").status()).isEqualTo(401);
        }
        assertThat(answer(second, app.code(step + 1)).status())
                .as("even the right one")
                .isEqualTo(429);
        assertThat(desk.post(jane, "/api/me/two_factor/disable", """
                {"code": "%s"}""".formatted(app.code(step + 1)))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void seedsAndRecoveryCodesRestUnreadable() {
        Totp app = enrol();
        String code = confirm(app.code(step())).getFirst();
        String stored = database.sql(
                        "SELECT f::text || (SELECT string_agg(hash, ',') FROM recovery_code r WHERE r.user_id ="
                                + " f.user_id) FROM two_factor f WHERE user_id = $1")
                .bind(0, acme.agent())
                .mapValue(String.class)
                .one()
                .block();
        assertThat(stored).contains("v2.").doesNotContain(code).doesNotContain(Base32.encode(app.seed()));
    }

    @Test
    void switchingOffNeedsACodeAndAnAdministratorHelpsWhoHasNone() {
        Totp app = enrol();
        long step = step();
        List<String> codes = confirm(app.code(step));
        assertThat(desk.post(jane, "/api/me/two_factor/disable", "{\"code\": \"123\"}")
                        .status())
                .isEqualTo(401);
        assertThat(desk.post(jane, "/api/me/two_factor", "").status())
                .as("no new seed over a confirmed one")
                .isEqualTo(409);
        assertThat(desk.post(jane, "/api/me/two_factor/disable", """
                {"code": "%s"}""".formatted(codes.get(1)))
                        .status())
                .isEqualTo(200);
        assertThat(logIn().status()).isEqualTo(200);

        confirm(enrol().code(step + 1));
        Caller.Agent admin = desk.logIn(acme.adminEmail());
        assertThat(desk.delete(jane, "/api/users/" + jane.number() + "/two_factor")
                        .status())
                .isEqualTo(403);
        assertThat(desk.delete(admin, "/api/users/" + jane.number() + "/two_factor")
                        .status())
                .isEqualTo(204);
        assertThat(logIn().status()).isEqualTo(200);
    }

    private Totp enrol() {
        JsonNode secret = desk.post(jane, "/api/me/two_factor", "").json().path("data");
        assertThat(secret.path("otpauth_url").asString()).startsWith("otpauth://totp/Switchboard%3Ajane%40");
        return new Totp(Base32.decode(secret.path("secret").asString()));
    }

    private List<String> confirm(String code) {
        Desk.Answer answer = desk.post(jane, "/api/me/two_factor/confirm", """
                {"code": "%s"}""".formatted(code));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .at("/data/recovery_codes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private Desk.Answer logIn() {
        return desk.post(
                new Caller.Anonymous(), "/api/session", """
                {"user": {"email": "%s", "password": "%s"}}""".formatted(acme.agentEmail(), Provisioning.PASSWORD));
    }

    private Desk.Answer answer(String challenge, String code) {
        return desk.post(new Caller.Anonymous(), "/api/session/mfa", """
                {"challenge_id": "%s", "code": "%s"}""".formatted(challenge, code));
    }

    private static long step() {
        return Instant.now().getEpochSecond() / 30;
    }
}
