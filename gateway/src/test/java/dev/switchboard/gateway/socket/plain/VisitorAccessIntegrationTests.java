package dev.switchboard.gateway.socket.plain;

import static dev.switchboard.gateway.IdentityProofs.SECRET;
import static dev.switchboard.gateway.IdentityProofs.claims;
import static dev.switchboard.gateway.IdentityProofs.hash;
import static dev.switchboard.gateway.IdentityProofs.jwt;
import static dev.switchboard.gateway.IdentityProofs.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.common.secret.SecretKeyBase;
import dev.switchboard.gateway.FakeServices;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.testing.Facts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// Who gets in as whom, who is then seen, and who loses the socket.
@GatewayTest
@TestPropertySource(properties = "switchboard.rate-limit.policies.amoiq.limit=1000")
class VisitorAccessIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    FakeServices services;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    Tokens tokens;

    @Autowired
    SecretBox box;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    final Tenant globex = Tenant.named("globex-" + Ids.next());
    final String session = "s-" + Ids.next();

    @BeforeEach
    void tell() {
        facts.publish(acme.facts());
        facts.publish(globex.facts());
        facts.publish(acme.inbox(box, SECRET));
        Awaitility.await().until(() -> {
            AccountUpdated.Inbox inbox = accounts.inbox(acme.account(), acme.inbox());
            return feed.live() && inbox != null && inbox.identitySecret() != null;
        });
    }

    private PlainClient connect(String query) {
        return PlainClient.connect(port, "token=" + acme.publishable() + "&" + query);
    }

    private static JsonNode hello(PlainClient client) {
        return client.next("connection_established");
    }

    private void isRefused(String query) {
        try (PlainClient client = PlainClient.connect(port, query)) {
            assertThat(client.next("error").path("code").asString()).as(query).isEqualTo("authentication_error");
            assertThat(client.closeCode()).as(query).isEqualTo(4401);
        }
    }

    private Caller.Agent jane() {
        return new Caller.Agent(acme.account(), acme.user(), 7, "Jane Smith", "jane@acme.test", "agent", Ids.next());
    }

    private String login() {
        return tokens.mint(Tokens.Audience.SESSION, jane(), Duration.ofMinutes(5));
    }

    private EntityExchangeResult<byte[]> call(HttpMethod method, String path, String json, String... headers) {
        WebTestClient.RequestBodySpec request = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build()
                .method(method)
                .uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request = request.header(headers[i], headers[i + 1]);
        }
        if (json != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(json);
        }
        return request.exchange().expectBody().returnResult();
    }

    private static JsonNode json(EntityExchangeResult<byte[]> result) {
        return WireJson.MAPPER.readTree(result.getResponseBody());
    }

    private static void assertProblem(int status, String code, EntityExchangeResult<byte[]> answer) {
        assertThat(answer.getStatus().value()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
        assertThat(json(answer).path("error").isString()).isTrue();
    }

    @Test
    void aSignedUserHasOneConversationOnAllItsDevicesAndNobodyElseGetsIntoIt() {
        String signed = "userId=ann&userHash=" + hash(SECRET, "ann");
        String first;
        MessageReceived.Said said;
        try (PlainClient client = connect(signed)) {
            first = hello(client).path("sessionId").asString();
            client.say("m-1", "From my phone");
            said = facts.await(MessageReceived.Said.class, s -> s.body().equals("From my phone"));
        }
        assertThat(said.address().identity()).isEqualTo("ann");
        services.record(new Tenant.Talk(acme, Ids.next(), said.address(), Ids.next()).agentSaid(1, "private"));
        try (PlainClient again = connect("identifier_hash=" + hash(SECRET, "ann") + "&userId=ann&since=0")) {
            assertThat(hello(again).path("sessionId").asString()).isEqualTo(first);
            again.next("resume");
            assertThat(again.next("message").path("text").asString()).isEqualTo("private");
        }
        try (PlainClient stranger = connect("userId=ann&since=0&sessionId=" + first)) {
            hello(stranger);
            assertThat(stranger.next("resume").path("lastSeq").asLong()).isZero();
        }
    }

    @Test
    void anIdentityTokenSaysNameAndAddressOfTheVisitor() {
        String token = jwt(SECRET, claims("ann", Instant.now().plusSeconds(60)));
        try (PlainClient client = connect("userToken=" + token)) {
            assertThat(hello(client).path("userId").asString()).isEqualTo("ann");
            client.say("m-1", "It is me");
            MessageReceived.Said said =
                    facts.await(MessageReceived.Said.class, s -> s.body().equals("It is me"));
            assertThat(said.profile().name()).isEqualTo("Ann Lee");
            assertThat(said.profile().email()).isEqualTo("ann@example.test");
        }
    }

    @Test
    void aProofThatDoesNotHoldIsToldAndClosed() {
        isRefused("token=" + acme.publishable() + "&userId=bob&userHash=" + hash(SECRET, "ann"));
        isRefused("token=" + globex.publishable() + "&userId=ann&userHash=" + hash(SECRET, "ann"));
        isRefused("token=" + acme.publishable() + "&userToken="
                + unsigned("none", claims("ann", Instant.now().plusSeconds(60))) + ".");
    }

    @Test
    void anInboxThatWantsProofTakesASignedUser() {
        AccountUpdated.Inbox open = acme.inbox(box, SECRET);
        facts.publish(new AccountUpdated.Inbox(
                Ids.next(),
                open.accountId(),
                Instant.now(),
                open.inboxId(),
                open.name(),
                open.channel(),
                open.responder(),
                true,
                List.of(),
                open.identitySecret()));
        Awaitility.await()
                .until(() -> accounts.inbox(acme.account(), acme.inbox()).widgetTokenRequired());
        isRefused("token=" + acme.publishable() + "&userId=ann");
        try (PlainClient client = connect("userId=ann&userHash=" + hash(SECRET, "ann"))) {
            hello(client);
        }
    }

    @Test
    void forgedTokensOpenNothing() {
        String good = login();
        String[] parts = good.split("\\.");
        Map<String, Object> operator = new LinkedHashMap<>();
        operator.put("iss", "switchboard");
        operator.put("aud", "SESSION");
        operator.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
        operator.put("caller", WireJson.write(jane()));
        Tokens others = new Tokens(new SecretKeyBase("the-secret-key-base-of-another-installation"), Clock.systemUTC());
        Caller.Visitor visitor = new Caller.Visitor(acme.account(), acme.inbox(), "ann", null, true);
        Caller.Agent elsewhere =
                new Caller.Agent(globex.account(), acme.user(), 7, "Jane", "jane@acme.test", "owner", Ids.next());
        for (String forged : List.of(
                unsigned("none", operator) + ".",
                unsigned("EdDSA", operator) + "." + parts[2],
                jwt(SECRET, operator),
                others.mint(Tokens.Audience.SESSION, jane(), Duration.ofMinutes(5)),
                others.mint(Tokens.Audience.WIDGET, visitor, Duration.ofMinutes(5)),
                tokens.mint(Tokens.Audience.SESSION, jane(), Duration.ofSeconds(-70)),
                tokens.mint(Tokens.Audience.WIDGET, visitor, Duration.ofSeconds(-70)),
                tokens.mint(Tokens.Audience.INTERNAL, jane(), Duration.ofMinutes(5)),
                tokens.mint(Tokens.Audience.SESSION, visitor, Duration.ofMinutes(5)),
                tokens.mint(Tokens.Audience.WIDGET, jane(), Duration.ofMinutes(5)),
                tokens.mint(Tokens.Audience.SESSION, elsewhere, Duration.ofMinutes(5)),
                good.substring(0, good.length() - 10),
                good.substring(0, good.lastIndexOf('.') + 1),
                parts[0] + "." + parts[1])) {
            assertThat(call(HttpMethod.GET, "/api/conversations", null, "Authorization", "Bearer " + forged)
                            .getStatus()
                            .value())
                    .as(forged)
                    .isEqualTo(401);
            isRefused("token=" + forged);
        }
        assertThat(call(HttpMethod.GET, "/api/conversations", null, "Authorization", good)
                        .getStatus()
                        .value())
                .isEqualTo(200);
    }

    @Test
    void whoLosesItsRightLosesItsSocketWithinTwoSeconds() {
        PlainClient byKey = connect("userId=ann");
        PlainClient signed = connect("userId=ann&userHash=" + hash(SECRET, "ann"));
        hello(byKey);
        hello(signed);
        facts.publish(acme.inbox(true, List.of(), acme.inbox(box, SECRET).identitySecret()));
        closedInTime(byKey);
        assertThat(signed.isClosed()).isFalse();
        facts.publish(acme.key(acme.publishable(), AccountUpdated.KeyKind.PUBLISHABLE, false));
        closedInTime(signed);
        PlainClient other = PlainClient.connect(port, "token=" + globex.publishable() + "&userId=ann");
        hello(other);
        facts.publishRaw(AccountUpdated.TOPIC, "inbox:" + globex.inbox(), null);
        closedInTime(other);
        facts.publish(acme.key(acme.publishable(), AccountUpdated.KeyKind.PUBLISHABLE, true), acme.inbox(box, SECRET));
        Awaitility.await().ignoreExceptions().until(() -> {
            try (PlainClient probe = connect("userId=probe")) {
                return probe.next().path("type").asString().equals("connection_established");
            }
        });
        PlainClient last = connect("userId=ann");
        hello(last);
        facts.publish(new AccountUpdated.Account(Ids.next(), acme.account(), Instant.now(), "Acme", false));
        closedInTime(last);
    }

    private static void closedInTime(PlainClient client) {
        long start = System.nanoTime();
        try (client) {
            assertThat(client.closeCode()).isEqualTo(4401);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void staffSeesWhoIsOnlineUntilTwoSecondsAfterTheyLeave() {
        String path = "/api/chat/online-users?tenantId=" + acme.account();
        try (PlainClient client = PlainClient.connect(
                port,
                "token=" + acme.publishable() + "&userId=ann&sessionId=" + session,
                "Origin",
                "https://shop.acme.test")) {
            hello(client);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    json(call(HttpMethod.GET, path, null, "Authorization", "Bearer " + login()))
                                            .path("users")
                                            .size())
                            .isEqualTo(1));
            JsonNode ann = json(call(HttpMethod.GET, path, null, "Authorization", acme.secret()))
                    .path("users")
                    .get(0);
            assertThat(ann.path("userId").asString()).isEqualTo("ann");
            assertThat(ann.path("sessionId").asString()).isEqualTo(session);
            assertThat(ann.path("origin").asString()).isEqualTo("https://shop.acme.test");
            assertThat(ann.path("domain").asString()).isEqualTo("shop.acme.test");
            assertThat(Instant.parse(ann.path("connectedAt").asString()))
                    .isBetween(Instant.now().minusSeconds(30), Instant.now());
            assertThat(json(call(
                                    HttpMethod.GET,
                                    "/api/chat/online-users?tenantId=" + globex.account(),
                                    null,
                                    "Authorization",
                                    globex.secret()))
                            .path("users")
                            .size())
                    .isZero();
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(json(call(HttpMethod.GET, path, null, "Authorization", acme.secret()))
                                .path("users")
                                .size())
                        .isZero());
    }

    @Test
    void whoIsOnlineIsForStaffOfTheTenantOnly() {
        String path = "/api/chat/online-users";
        String own = path + "?tenantId=" + acme.account();
        assertProblem(401, "UNAUTHENTICATED", call(HttpMethod.GET, own, null));
        assertProblem(401, "INVALID_JWT_TOKEN", call(HttpMethod.GET, own, null, "Authorization", "a.b.c"));
        assertProblem(403, "FORBIDDEN", call(HttpMethod.GET, own, null, "Authorization", acme.publishable()));
        assertProblem(400, "MISSING_TENANT_ID", call(HttpMethod.GET, path, null, "Authorization", acme.secret()));
        assertProblem(403, "FORBIDDEN", call(HttpMethod.GET, own, null, "Authorization", globex.secret()));
        assertProblem(
                403,
                "FORBIDDEN",
                call(
                        HttpMethod.GET,
                        own,
                        null,
                        "Authorization",
                        acme.secret(),
                        "X-Tenant-ID",
                        globex.account().toString()));
        assertProblem(
                403, "FORBIDDEN", call(HttpMethod.GET, path + "?tenantId=acme", null, "Authorization", acme.secret()));
        assertThat(call(
                                HttpMethod.GET,
                                path,
                                null,
                                "Authorization",
                                acme.secret(),
                                "X-Tenant-ID",
                                acme.account().toString())
                        .getStatus()
                        .value())
                .isEqualTo(200);
    }

    private EntityExchangeResult<byte[]> token(String credential, UUID tenant, String sessionId) {
        String body = "{\"tenantId\":\"" + tenant + "\""
                + (sessionId == null ? "" : ",\"sessionId\":\"" + sessionId + "\"") + ",\"fingerprint\":\"f\"}";
        return call(HttpMethod.POST, "/api/chat/anonymous-token", body, "Authorization", "Bearer " + credential);
    }

    @Test
    void anAnonymousTokenBindsItsVisitorToOneSession() {
        JsonNode issued = json(token(acme.publishable(), acme.account(), null));
        assertThat(issued.path("expiresIn").asLong()).isEqualTo(3600);
        String bound = issued.path("sessionId").asString();
        assertThat(bound).hasSize(43);
        String token = issued.path("token").asString();
        assertThat(tokens.verify(Tokens.Audience.WIDGET, token))
                .isEqualTo(new Caller.Visitor(
                        acme.account(),
                        acme.inbox(),
                        Seats.anonymous(acme.inbox(), bound) + "|" + bound,
                        bound,
                        false,
                        acme.key(acme.publishable(), AccountUpdated.KeyKind.PUBLISHABLE, true)
                                .keyId()));
        String userId;
        try (PlainClient client = PlainClient.connect(port, "token=" + token + "&sessionId=another")) {
            JsonNode hello = hello(client);
            assertThat(hello.path("sessionId").asString()).isEqualTo(bound);
            userId = hello.path("userId").asString();
        }
        try (PlainClient again = PlainClient.connect(port, "token=" + token)) {
            assertThat(hello(again).path("userId").asString()).isEqualTo(userId);
        }
    }

    @Test
    void aNamedSessionIsGivenWhenNobodyUsesItOrItIsOnesOwn() {
        JsonNode issued = json(token(acme.publishable(), acme.account(), session));
        assertThat(issued.path("sessionId").asString()).isEqualTo(session);
        services.record(
                acme.talk(Seats.anonymous(acme.inbox(), session), session).agentSaid(1, "private"));
        assertProblem(403, "FORBIDDEN", token(acme.publishable(), acme.account(), session));
        String own = issued.path("token").asString();
        assertThat(json(token(own, acme.account(), session)).path("sessionId").asString())
                .isEqualTo(session);
        assertThat(json(token(own, acme.account(), null)).path("sessionId").asString())
                .isEqualTo(session);
        assertProblem(403, "FORBIDDEN", token(own, acme.account(), "another"));
    }

    @Test
    void anAnonymousTokenEndsWithTheKeyThatItWasMadeWith() {
        JsonNode issued = json(token(acme.publishable(), acme.account(), null));
        String first = issued.path("token").asString();
        String renewed = json(token(first, acme.account(), null)).path("token").asString();
        try (PlainClient client = PlainClient.connect(port, "token=" + renewed)) {
            hello(client);
            facts.publish(acme.key(acme.publishable(), AccountUpdated.KeyKind.PUBLISHABLE, false));
            assertThat(client.closeCode()).isEqualTo(4401);
        }
        isRefused("token=" + first);
        isRefused("token=" + renewed);
        assertProblem(401, "INVALID_JWT_TOKEN", token(renewed, acme.account(), null));
    }

    @Test
    void aNewIdentitySecretClosesWhatTheOldOneProved() {
        PlainClient proven = connect("userId=ann&userHash=" + hash(SECRET, "ann"));
        PlainClient label = connect("userId=bob&sessionId=" + session);
        try (proven;
                label) {
            hello(proven);
            hello(label);
            // the same secret sealed anew ends nothing
            facts.publish(acme.inbox(box, SECRET));
            assertThat(proven.hearsNothingFor(Duration.ofSeconds(3))).isTrue();
            assertThat(proven.isClosed()).isFalse();
            facts.publish(acme.inbox(box, "another-identity-secret-of-enough-characters"));
            closedInTime(proven);
            assertThat(label.isClosed()).isFalse();
        }
    }

    @Test
    void anAnonymousTokenNeedsAPublishableKeyOfTheTenant() {
        assertProblem(403, "FORBIDDEN", token(acme.publishable(), globex.account(), null));
        assertProblem(401, "INVALID_API_KEY", token(acme.secret(), acme.account(), null));
        assertProblem(401, "INVALID_API_KEY", token(login(), acme.account(), null));
        assertProblem(401, "INVALID_API_KEY", token("pk_wrong", acme.account(), null));
        assertProblem(
                400,
                "MISSING_TENANT_ID",
                call(HttpMethod.POST, "/api/chat/anonymous-token", "{}", "Authorization", acme.publishable()));
        for (String wrong : List.of("", "nonsense", "[]", "null", "{\"tenantId\":{}}")) {
            assertThat(call(HttpMethod.POST, "/api/chat/anonymous-token", wrong, "Authorization", acme.publishable())
                            .getStatus()
                            .value())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(token(acme.publishable(), acme.account(), "x".repeat(201))
                        .getStatus()
                        .value())
                .isEqualTo(400);
    }
}
