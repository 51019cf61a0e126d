package dev.switchboard.admin.signon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.admin.AdminServiceApplication;
import dev.switchboard.admin.Desk;
import dev.switchboard.admin.Provisioning;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.web.util.UriComponentsBuilder;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestPropertySource(properties = {"switchboard.oidc.again=0s", "switchboard.oidc.provision=true"})
class SignOnIntegrationTests {
    private static final TestIssuer ISSUER = new TestIssuer();
    private static int companies;

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    Tokens tokens;

    private Desk desk;
    private Provisioning acme;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("OIDC_ISSUER", ISSUER::url);
        properties.add("OIDC_CLIENT_ID", () -> TestIssuer.CLIENT);
    }

    @AfterAll
    static void closeIssuer() {
        ISSUER.close();
    }

    @BeforeEach
    void provision() {
        desk = new Desk(client, tokens);
        acme = Provisioning.of("oidc" + companies++ + ".test").stored(client);
    }

    @Test
    void aTokenOfTheIssuerIsAUserInTheRoleOfItsGroups() {
        Desk.Answer answer = admit(ISSUER.token(jane("admin")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("/userId")).isEqualTo(acme.agent().toString());
        assertThat(answer.text("/role")).isEqualTo("admin");
        facts.await(
                AccountUpdated.User.class,
                user -> user.userId().equals(acme.agent()) && user.role().equals("admin"));
        Desk.Answer renamed = admit(ISSUER.token(claims -> {
            jane("agent").accept(claims);
            claims.setClaim("email", "jane.new@oidc.test");
        }));
        assertThat(renamed.text("/userId"))
                .as("the subject counts")
                .isEqualTo(acme.agent().toString());
        assertThat(renamed.text("/role")).isEqualTo("agent");
    }

    @Test
    void somebodyUnknownIsMadeAUserOfTheAccountThatIsNamed() {
        Desk.Answer answer = admit(ISSUER.token(claims -> {
            jane("viewer").accept(claims);
            claims.setSubject("vera-" + companies);
            claims.setClaim("email", "vera@" + acme.domain());
            claims.setClaim("name", "Vera Viewer");
        }));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        facts.await(
                AccountUpdated.User.class,
                user -> user.name().equals("Vera Viewer") && user.accountId().equals(acme.account()));
    }

    @Test
    void aTokenOpensNoOtherAccountAndTakesNobodyOver() {
        Provisioning globex =
                Provisioning.of("globex-oidc" + companies + ".test").stored(client);
        Consumer<JwtClaims> jane = jane("admin");
        for (Consumer<JwtClaims> change : List.<Consumer<JwtClaims>>of(
                claims -> claims.setClaim("custom:account_id", globex.account().toString()),
                claims -> claims.setClaim("custom:account_id", UUID.randomUUID().toString()),
                claims -> claims.setClaim("email_verified", false))) {
            assertThat(admit(ISSUER.token(jane.andThen(change))).status()).isEqualTo(403);
        }
        assertThat(admit(ISSUER.token(jane)).status()).isEqualTo(200);
        assertThat(admit(ISSUER.token(jane.andThen(claims -> claims.setSubject("another"))))
                        .status())
                .as("a second subject with her address")
                .isEqualTo(403);
        assertThat(admit(ISSUER.token(jane.andThen(claims -> claims.setClaim(
                                "custom:account_id", globex.account().toString()))))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatIsForgedOldOrMeantForOthersIsRefused() throws JoseException {
        Consumer<JwtClaims> jane = jane("admin");
        String good = ISSUER.token(jane);
        String payload = good.split("\\.")[1];
        JwtClaims claims = ISSUER.claims(jane);
        JsonWebSignature confused = new JsonWebSignature();
        confused.setPayload(claims.toJson());
        confused.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        confused.setKeyIdHeaderValue("first");
        confused.setKey(new HmacKey(ISSUER.key().getPublicKey().getEncoded()));
        Stream<String> forged = Stream.of(
                base64("{\"alg\":\"none\"}") + "." + payload + ".",
                base64("{\"alg\":\"none\",\"kid\":\"first\"}") + "." + payload + "." + good.split("\\.")[2],
                confused.getCompactSerialization(),
                TestIssuer.sign(claims, TestIssuer.rsa("first"), AlgorithmIdentifiers.RSA_USING_SHA256),
                TestIssuer.sign(claims, TestIssuer.rsa("../../etc/passwd"), AlgorithmIdentifiers.RSA_USING_SHA256),
                TestIssuer.sign(claims, ISSUER.key(), AlgorithmIdentifiers.RSA_USING_SHA512),
                good.substring(0, good.length() - 6) + "AAAAAA",
                token(jane, c -> c.setExpirationTimeMinutesInTheFuture(-2)),
                token(jane, c -> c.setExpirationTimeMinutesInTheFuture(60 * 24 * 30)),
                token(jane, c -> c.unsetClaim("exp")),
                token(jane, c -> c.setNotBeforeMinutesInThePast(-10)),
                token(jane, c -> c.setIssuer("https://issuer.evil.test")),
                token(jane, c -> c.setAudience("another-client")),
                token(jane, c -> c.unsetClaim("aud")),
                token(jane, c -> c.unsetClaim("sub")),
                token(jane, c -> c.unsetClaim("custom:account_id")),
                token(jane, c -> c.setStringClaim("filler", "x".repeat(9000))),
                "a.b.c",
                "..");
        assertThat(forged)
                .allSatisfy(token -> assertThat(admit(token).status()).as(token).isEqualTo(401));
        assertThat(admit(good).status()).isEqualTo(200);
        assertThat(admit(token(jane, c -> {
                            c.unsetClaim("aud");
                            c.setClaim("client_id", TestIssuer.CLIENT);
                        }))
                        .status())
                .as("Cognito's access token")
                .isEqualTo(200);
    }

    @Test
    void aNewKeyOfTheIssuerIsFoundAndTheOldOneIsNoMoreUse() {
        String before = ISSUER.token(jane("agent"));
        assertThat(admit(before).status()).isEqualTo(200);
        ISSUER.rotate("second" + companies);
        assertThat(admit(ISSUER.token(jane("agent"))).status()).isEqualTo(200);
        assertThat(admit(before).status()).isEqualTo(401);
    }

    @Test
    void aLoginByTokenIsListedAndEndsForGood() {
        String token = ISSUER.token(jane("agent"));
        UUID session = UUID.fromString(admit(token).text("/sessionId"));
        Caller.Agent jane = new Caller.Agent(acme.account(), acme.agent(), 1, "Jane", "", "agent", session);
        assertThat(desk.get(jane, "/api/sessions").text("/data/0/device")).isEqualTo("Single sign-on");
        assertThat(desk.delete(jane, "/api/session").status()).isEqualTo(200);
        facts.await(
                AccountUpdated.SessionRevoked.class,
                revoked -> revoked.sessionId().equals(session));
        assertThat(admit(token).status()).isEqualTo(401);
    }

    @Test
    void aBrowserSignsOnOnceAndOnlyWithItsOwnCookie() {
        Departure departure = depart();
        ISSUER.allow("code-1", departure.query("code_challenge"), nonce(departure));
        String path = "/api/sign_on/callback?code=code-1&state=" + departure.state();
        assertThat(come(path, "").location()).as("another browser").endsWith("#error=refused");
        assertThat(come(path, "another-state").location()).endsWith("#error=refused");
        Arrival arrival = come(path, departure.state());
        assertThat(arrival.location()).startsWith("http://localhost:").contains("/app/sign-on#ticket=");
        assertThat(come(path, departure.state()).location()).as("a second time").contains("#error=");

        String ticket = arrival.location().split("#ticket=")[1];
        Desk.Answer login = redeem(ticket);
        assertThat(login.status()).as(login.body()).isEqualTo(200);
        assertThat(desk.agent(login).userId()).isEqualTo(acme.agent());
        assertThat(redeem(ticket).status()).isEqualTo(401);
    }

    @Test
    void aCodeOfAnotherSignOnIsRefused() {
        Departure victim = depart();
        Departure attacker = depart();
        ISSUER.allow("code-2", attacker.query("code_challenge"), nonce(attacker));
        assertThat(come("/api/sign_on/callback?code=code-2&state=" + victim.state(), victim.state())
                        .location())
                .as("PKCE")
                .contains("#error=");
        Departure other = depart();
        ISSUER.allow("code-3", other.query("code_challenge"), jane("agent"));
        assertThat(come("/api/sign_on/callback?code=code-3&state=" + other.state(), other.state())
                        .location())
                .as("no nonce")
                .contains("#error=");
    }

    private record Departure(UriComponentsBuilder address, String cookie) {
        String query(String name) {
            return address.build().getQueryParams().getFirst(name);
        }

        String state() {
            return query("state");
        }
    }

    private record Arrival(String location) {}

    private Departure depart() {
        FluxExchangeResult<Void> sent = client.as(new Caller.Anonymous())
                .get()
                .uri("/api/sign_on")
                .exchange()
                .expectStatus()
                .isFound()
                .returnResult(Void.class);
        HttpHeaders headers = sent.getResponseHeaders();
        String cookie = headers.getFirst(HttpHeaders.SET_COOKIE);
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
        Departure departure = new Departure(UriComponentsBuilder.fromUri(headers.getLocation()), cookie);
        assertThat(departure.query("code_challenge_method")).isEqualTo("S256");
        assertThat(departure.query("client_id")).isEqualTo(TestIssuer.CLIENT);
        return departure;
    }

    private Arrival come(String path, String cookie) {
        return new Arrival(String.valueOf(client.as(new Caller.Anonymous())
                .get()
                .uri(path)
                .cookie("switchboard_sign_on", cookie)
                .exchange()
                .expectStatus()
                .isFound()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getLocation()));
    }

    private Desk.Answer redeem(String ticket) {
        return desk.post(new Caller.Anonymous(), "/api/sign_on/session", """
                {"ticket": "%s"}""".formatted(ticket));
    }

    private Consumer<JwtClaims> nonce(Departure departure) {
        return jane("agent").andThen(claims -> claims.setClaim("nonce", departure.query("nonce")));
    }

    private Consumer<JwtClaims> jane(String group) {
        return claims -> {
            claims.setSubject("jane-" + acme.domain());
            claims.setClaim("email", acme.agentEmail());
            claims.setClaim("custom:account_id", acme.account().toString());
            claims.setClaim("cognito:groups", List.of("everybody", group));
        };
    }

    private String token(Consumer<JwtClaims> base, Consumer<JwtClaims> change) {
        return ISSUER.token(base.andThen(change));
    }

    private Desk.Answer admit(String token) {
        return desk.post(Callers.operator(), "/internal/issuer_tokens", """
                {"token": "%s"}""".formatted(token));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
