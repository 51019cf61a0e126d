package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.testing.Facts;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import tools.jackson.databind.JsonNode;

@GatewayTest
@TestPropertySource(
        properties = {
            "switchboard.oidc.issuer=https://issuer.test",
            "switchboard.rate-limit.policies.amoiq.limit=3",
            "switchboard.rate-limit.policies.platform.limit=5",
            "switchboard.key-uses.flush=1s",
            // tests of Spring Boot switch it off
            "management.prometheus.metrics.export.enabled=true"
        })
class EdgeIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    FakeServices services;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    WebTestClient client;

    @BeforeEach
    void tell() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        facts.publish(acme.facts());
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> status(get("/api/conversations", "Authorization", acme.secret())) == 200
                        && status(get("/api/ready")) == 200);
    }

    private EntityExchangeResult<byte[]> get(String path, String... headers) {
        return call(HttpMethod.GET, path, headers);
    }

    private EntityExchangeResult<byte[]> call(HttpMethod method, String path, String... headers) {
        WebTestClient.RequestBodySpec request = client.method(method).uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request = request.header(headers[i], headers[i + 1]);
        }
        return request.exchange().expectBody().returnResult();
    }

    private static JsonNode json(EntityExchangeResult<byte[]> result) {
        return WireJson.MAPPER.readTree(result.getResponseBody());
    }

    private static int status(EntityExchangeResult<byte[]> result) {
        return result.getStatus().value();
    }

    private Caller caller(EntityExchangeResult<byte[]> echoed) {
        return tokens.verify(
                Tokens.Audience.INTERNAL,
                json(echoed).path("x-switchboard-token").asString());
    }

    @Test
    void aServiceSeesTheCallerAndNothingOfTheCredential() {
        EntityExchangeResult<byte[]> seen =
                get("/api/conversations?limit=5", "Authorization", "Bearer " + acme.secret());
        assertThat(caller(seen))
                .isInstanceOfSatisfying(
                        Caller.Server.class,
                        server -> assertThat(server.accountId()).isEqualTo(acme.account()));
        assertThat(json(seen).has("authorization")).isFalse();
        assertThat(json(seen).path(":path").asString()).isEqualTo("/api/conversations?limit=5");
        assertThat(json(seen).path("traceparent").asString())
                .contains(seen.getResponseHeaders().getFirst("X-Request-Id"));
        assertThat(seen.getResponseHeaders().get("X-Request-Id")).hasSize(1).doesNotContain("upstream");
    }

    @Test
    void aTargetThatIsNoUriReachesItsServiceEscaped() throws Exception {
        String request = "GET /api/conversations?after=%%%&q=a|b HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + acme.secret() + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("/api/conversations?after=%25%25%25&q=a%7Cb");
        }
    }

    @Test
    void aTokenOfTheTrustedIssuerIsWhoAdminServiceSaysUntilTheUserIsSwitchedOff() {
        String token = ofIssuer("https://issuer.test");
        services.admits(token, """
                {"accountId": "%s", "userId": "%s", "role": "agent", "sessionId": "%s", "expiresAt": "%s"}
                """.formatted(
                        acme.account(), acme.user(), Ids.next(), Instant.now().plusSeconds(60)));
        int before = services.examined();
        for (int i = 0; i < 3; i++) {
            assertThat(caller(get("/api/conversations?limit=6", "Authorization", "Bearer " + token)))
                    .isInstanceOfSatisfying(
                            Caller.Agent.class, jane -> assertThat(jane.name()).isEqualTo("Jane Smith"));
        }
        assertThat(services.examined() - before).isEqualTo(1);
        assertThat(status(get("/api/conversations", "Authorization", "Bearer " + ofIssuer("https://evil.test"))))
                .isEqualTo(401);
        assertThat(services.examined() - before)
                .as("nobody asks about another issuer's")
                .isEqualTo(1);
        assertThat(status(get("/api/conversations", "Authorization", "Bearer " + token + "x")))
                .isEqualTo(401);

        facts.publish(new AccountUpdated.User(
                Ids.next(),
                acme.account(),
                Instant.now(),
                acme.user(),
                7,
                "Jane Smith",
                "jane@acme.test",
                "agent",
                false));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> status(get("/api/conversations", "Authorization", "Bearer " + token)) == 401);
    }

    private static String ofIssuer(String issuer) {
        String payload = "{\"iss\":\"" + issuer + "\",\"jti\":\"" + Ids.next() + "\"}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    @Test
    void whatARequestSaysOfItselfInHeadersIsTakenOff() {
        JsonNode seen = json(get(
                "/api/conversations",
                "X-Switchboard-Token",
                tokens.mint(Tokens.Audience.INTERNAL, new Caller.Operator(), Duration.ofMinutes(1)),
                "X-Switchboard-Caller",
                "operator",
                "X-Switchboard-Signature",
                "sha256=00",
                "X-Forwarded-For",
                "10.1.2.3",
                "X-Forwarded-Host",
                "evil.test",
                "Forwarded",
                "for=10.1.2.3",
                "X-Real-IP",
                "10.1.2.3"));
        assertThat(tokens.verify(
                        Tokens.Audience.INTERNAL,
                        seen.path("x-switchboard-token").asString()))
                .isEqualTo(new Caller.Anonymous());
        // an outside bot's, which proves itself
        assertThat(seen.path("x-switchboard-signature").asString()).isEqualTo("sha256=00");
        assertThat(seen.propertyNames())
                .doesNotContain(
                        "x-switchboard-caller", "x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip");
    }

    @Test
    void aLoginIsWhatTheUserIsNowAndEndsWhenItIsRevoked() {
        Caller.Agent login =
                new Caller.Agent(acme.account(), acme.user(), 7, "Old Name", "old@acme.test", "viewer", Ids.next());
        String token = tokens.mint(Tokens.Audience.SESSION, login, Duration.ofMinutes(5));
        assertThat(caller(get("/api/conversations", "Authorization", token)))
                .isInstanceOfSatisfying(Caller.Agent.class, agent -> {
                    assertThat(agent.name()).isEqualTo("Jane Smith");
                    assertThat(agent.role()).isEqualTo("agent");
                    assertThat(agent.sessionId()).isEqualTo(login.sessionId());
                });
        facts.publish(new AccountUpdated.SessionRevoked(
                Ids.next(),
                acme.account(),
                Instant.now(),
                login.sessionId(),
                Instant.now().plusSeconds(600)));
        Awaitility.await()
                .untilAsserted(() -> assertThat(status(get("/api/conversations", "Authorization", token)))
                        .isEqualTo(401));
    }

    @Test
    void aLoginThatIsFasterThanTheNewsOfItsUserIsTaken() {
        UUID newcomer = Ids.next();
        String token = tokens.mint(
                Tokens.Audience.SESSION,
                new Caller.Agent(acme.account(), newcomer, 8, "New", "new@acme.test", "agent", Ids.next()),
                Duration.ofMinutes(5));
        Disposable _ = Mono.delay(Duration.ofMillis(300))
                .subscribe(_ -> facts.publish(new AccountUpdated.User(
                        Ids.next(),
                        acme.account(),
                        Instant.now(),
                        newcomer,
                        8,
                        "New",
                        "new@acme.test",
                        "agent",
                        true)));
        assertThat(caller(get("/api/conversations", "Authorization", token)))
                .isInstanceOfSatisfying(
                        Caller.Agent.class, agent -> assertThat(agent.userId()).isEqualTo(newcomer));
    }

    @Test
    void aSwitchedOffUserAndATokenOfAnotherUseAreRefused() {
        Caller.Agent login =
                new Caller.Agent(acme.account(), Ids.next(), 7, "Nobody", "no@acme.test", "owner", Ids.next());
        String unknown = tokens.mint(Tokens.Audience.SESSION, login, Duration.ofMinutes(5));
        assertThat(status(get("/api/conversations", "Authorization", unknown))).isEqualTo(401);
        String internal = tokens.mint(Tokens.Audience.INTERNAL, new Caller.Operator(), Duration.ofMinutes(5));
        assertThat(status(get("/api/conversations", "Authorization", internal))).isEqualTo(401);
        String operator = tokens.mint(Tokens.Audience.SESSION, new Caller.Operator(), Duration.ofMinutes(5));
        assertThat(status(get("/api/conversations", "Authorization", operator))).isEqualTo(401);
    }

    @Test
    void aSecretKeyFromABrowserIsForbidden() {
        EntityExchangeResult<byte[]> refused =
                get("/api/conversations", "X-API-Key", acme.secret(), "Origin", "https://acme.test");
        assertThat(status(refused)).isEqualTo(403);
        assertThat(json(refused).path("error").path("code").asString()).isEqualTo("FORBIDDEN");
    }

    @Test
    void theAuditLogHearsOfRefusalsAndOfAKeysFirstUseFromAnAddress() {
        JsonNode seen =
                json(get("/api/conversations", "Authorization", acme.secret(), "X-Switchboard-Address", "203.0.113.9"));
        assertThat(seen.path("x-switchboard-address").asString()).isEqualTo("127.0.0.1");
        get("/api/conversations/forbidden", "Authorization", acme.secret(), "User-Agent", "prying/1");
        AuditRecorded refused = facts.await(
                AuditRecorded.class,
                told -> told.accountId().equals(acme.account()) && told.action().equals("access.refused"));
        assertThat(refused.thing().id()).isEqualTo("GET /api/conversations/forbidden");
        assertThat(refused.address()).isEqualTo("127.0.0.1");
        assertThat(refused.userAgent()).isEqualTo("prying/1");
        assertThat(refused.actor().kind()).isEqualTo(AuditRecorded.Kind.KEY);
        assertThat(facts.told(AuditRecorded.class).stream()
                        .filter(told -> told.accountId().equals(acme.account()))
                        .filter(told -> told.action().equals(AuditRecorded.KEY_USED)))
                .hasSize(1);
    }

    @Test
    void aPublishableKeyActsAsAVisitorOfItsInboxOnAllowedPages() {
        assertThat(caller(get("/api/conversations", "Authorization", acme.publishable())))
                .isInstanceOfSatisfying(Caller.Visitor.class, visitor -> {
                    assertThat(visitor.inboxId()).isEqualTo(acme.inbox());
                    assertThat(visitor.verified()).isFalse();
                });
        facts.publish(acme.inbox(false, List.of("https://acme.test")));
        Awaitility.await()
                .untilAsserted(() -> assertThat(status(get(
                                "/api/conversations",
                                "Authorization",
                                acme.publishable(),
                                "Origin",
                                "https://acme.test.evil")))
                        .isEqualTo(403));
        assertThat(status(
                        get("/api/conversations", "Authorization", acme.publishable(), "Origin", "https://acme.test")))
                .isEqualTo(200);
    }

    @Test
    void aBadCredentialIsRefusedInTheDialectOfThePathOnPublicPathsToo() {
        assertThat(json(get("/api/conversations", "Authorization", "sk_wrong"))
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("INVALID_API_KEY");
        EntityExchangeResult<byte[]> hook =
                call(HttpMethod.POST, "/api/webhooks/whatsapp", "Authorization", "sk_wrong");
        assertThat(status(hook)).isEqualTo(401);
        assertThat(json(hook).path("detail").asString()).isEqualTo("The API key is invalid");
        assertThat(status(call(HttpMethod.POST, "/api/webhooks/whatsapp"))).isEqualTo(200);
        assertThat(json(get("/api/tickets/", "Authorization", "a.b.c"))
                        .path("code")
                        .asString())
                .isEqualTo("INVALID_JWT_TOKEN");
    }

    @Test
    void aServicesProblemIsSaidInTheDialectOfThePath() {
        EntityExchangeResult<byte[]> ticket = get("/api/tickets/tkt_1");
        assertThat(status(ticket)).isEqualTo(404);
        assertThat(json(ticket).path("detail").asString()).isEqualTo("Ticket not found");
        assertThat(ticket.getResponseHeaders().getContentType().toString()).isEqualTo("application/json");
        assertThat(json(get("/api/conversations/1")).path("error").path("code").asString())
                .isEqualTo("NOT_FOUND");
        EntityExchangeResult<byte[]> invalid = call(HttpMethod.POST, "/api/conversations");
        assertThat(status(invalid)).isEqualTo(422);
        assertThat(json(invalid).path("errors").path("email").get(0).asString()).isEqualTo("can't be blank");
    }

    @Test
    void versionOneIsAnotherNameOfNetiasApi() {
        assertThat(json(get("/api/v1/conversations?after=x")).path(":path").asString())
                .isEqualTo("/api/conversations?after=x");
    }

    @Test
    void aPageIsToldHowItsChatLooks() {
        String path = "/api/widget_settings?account_id=" + acme.account();
        JsonNode data = json(get(path)).path("data");
        assertThat(data.path("inbox_id").asString()).isEqualTo(acme.inbox().toString());
        assertThat(data.path("color").asString()).isEqualTo("#1677ff");
        assertThat(data.path("account").path("company_name").asString()).isEqualTo("Acme");
        assertThat(data.has("business_hours")).isTrue();
        EntityExchangeResult<byte[]> open = get(path, "Origin", "https://evil.test");
        assertThat(open.getResponseHeaders().getAccessControlAllowOrigin()).isEqualTo("https://evil.test");
        long before = accounts.changes();
        facts.publish(acme.inbox(false, List.of("https://shop.test")));
        Awaitility.await().until(() -> accounts.changes() > before);
        EntityExchangeResult<byte[]> refused = get(path, "Origin", "https://evil.test");
        assertThat(status(refused)).isEqualTo(403);
        assertThat(refused.getResponseHeaders().getAccessControlAllowOrigin()).isNull();
        assertThat(status(get(path, "Origin", "https://shop.test"))).isEqualTo(200);
        assertThat(status(get(path + "&inbox_id=" + Ids.next()))).isEqualTo(404);
        assertThat(status(get("/api/widget_settings?account_id=x"))).isEqualTo(422);
        assertThat(status(get("/api/widget_settings"))).isEqualTo(422);
        // changing it is admin-service's
        assertThat(json(call(HttpMethod.PUT, "/api/widget_settings", "X-API-Key", acme.secret()))
                        .path(":path")
                        .asString())
                .isEqualTo("/api/widget_settings");
    }

    private void tell(String key, AccountUpdated.KeyKind kind, boolean active, Instant expiresAt, String... scopes) {
        long before = accounts.changes();
        facts.publish(acme.key(key, kind, active, expiresAt, scopes));
        Awaitility.await().until(() -> accounts.changes() > before);
    }

    @Test
    void aKeyDoesWhatItsScopesSayAndIsToldWhichOneItLacks() {
        String key = "sk_scoped_" + acme.account();
        tell(key, AccountUpdated.KeyKind.SECRET, true, null, "conversations:read");
        assertThat(status(get("/api/conversations", "X-API-Key", key))).isEqualTo(200);
        assertThat(status(get("/api/v1/conversations", "Authorization", "Bearer " + key)))
                .isEqualTo(200);
        assertThat(status(get("/api/me", "X-API-Key", key))).isEqualTo(200);
        for (String path : List.of("/api/tags", "/api/tickets/create")) {
            EntityExchangeResult<byte[]> refused = call(HttpMethod.POST, path, "X-API-Key", key);
            assertThat(status(refused)).as(path).isEqualTo(403);
            assertThat(new String(refused.getResponseBody())).contains("This key lacks the scope conversations:write");
        }
        JsonNode error = json(get("/api/knowledge/articles", "X-API-Key", key)).path("error");
        assertThat(error.path("code").asString()).isEqualTo("INSUFFICIENT_SCOPE");
        assertThat(error.path("message").asString()).isEqualTo("This key lacks the scope knowledge:read");
        assertThat(json(get("/api/audit_entries", "X-API-Key", key))
                        .path("error")
                        .path("message")
                        .asString())
                .isEqualTo("This key lacks the scope audit:read");
        // who may not do everything may not make keys that do
        assertThat(status(get("/api/api_keys", "X-API-Key", key))).isEqualTo(403);
        tell(key, AccountUpdated.KeyKind.SECRET, true, null);
        assertThat(status(get("/api/conversations", "X-API-Key", key))).isEqualTo(403);
    }

    @Test
    void aPersonalKeyActsAsItsUserUntilEitherEnds() {
        String key = "pat_" + acme.account();
        tell(key, AccountUpdated.KeyKind.PERSONAL, true, null, "*");
        assertThat(caller(get("/api/v1/conversations", "Authorization", "Bearer " + key)))
                .isInstanceOfSatisfying(Caller.Agent.class, agent -> {
                    assertThat(agent.userId()).isEqualTo(acme.user());
                    assertThat(agent.role()).isEqualTo("agent");
                });
        assertThat(status(get("/api/conversations", "X-API-Key", key, "Origin", "https://shop.test")))
                .isEqualTo(403);
        tell(key, AccountUpdated.KeyKind.PERSONAL, true, Instant.now().minusMillis(1), "*");
        assertThat(status(get("/api/conversations", "X-API-Key", key))).isEqualTo(401);
        tell(key, AccountUpdated.KeyKind.PERSONAL, false, null, "*");
        assertThat(status(get("/api/conversations", "X-API-Key", key))).isEqualTo(401);
        tell(key, AccountUpdated.KeyKind.PERSONAL, true, null, "*");
        assertThat(status(get("/api/conversations", "X-API-Key", key))).isEqualTo(200);
        facts.publish(new AccountUpdated.User(
                Ids.next(), acme.account(), Instant.now(), acme.user(), 7, "Jane", "jane@acme.test", "agent", false));
        Awaitility.await()
                .untilAsserted(() -> assertThat(status(get("/api/conversations", "X-API-Key", key)))
                        .isEqualTo(401));
    }

    @Test
    void theLastUsesOfKeysAreToldInBatches() {
        int before = services.keyUses().size();
        for (int i = 0; i < 50; i++) {
            get("/api/conversations", "X-API-Key", acme.secret());
        }
        String id = UUID.nameUUIDFromBytes(acme.secret().getBytes(StandardCharsets.UTF_8))
                .toString();
        Awaitility.await().until(() -> services.keyUses().stream().anyMatch(batch -> batch.contains(id)));
        assertThat(services.keyUses().size() - before).isLessThan(20);
        assertThat(services.keyUses().getLast().split(id, -1)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatAKeyReadsIsToldInBytes() {
        String key = "sk_reads_" + acme.account();
        tell(key, AccountUpdated.KeyKind.SECRET, true, null, "*");
        String id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
        long read = 0;
        for (int i = 0; i < 3; i++) {
            byte[] echo = get("/api/conversations?q=" + "x".repeat(3_000), "X-API-Key", key)
                    .getResponseBody();
            read += echo == null ? 0 : echo.length;
        }
        long expected = read;
        assertThat(expected).isGreaterThan(9_000);
        Awaitility.await().untilAsserted(() -> assertThat(bytesTold(id)).isEqualTo(expected));
    }

    private long bytesTold(String key) {
        return services.keyUses().stream()
                .flatMap(batch -> WireJson.MAPPER.readTree(batch).path("uses").valueStream())
                .filter(use -> use.path("keyId").asString().equals(key))
                .mapToLong(use -> use.path("bytes").asLong())
                .sum();
    }

    @Test
    void whatIsNotInTheTableDoesNotExist() {
        for (String path : List.of("/internal/feed", "/actuator/health", "/actuator/gateway/routes", "/nowhere", "/")) {
            EntityExchangeResult<byte[]> answer = get(path);
            assertThat(status(answer)).as(path).isEqualTo(404);
            assertThat(json(answer).path("error").path("code").asString()).isEqualTo("NOT_FOUND");
        }
    }

    @Test
    void aPathThatTwoParsersMayReadDifferentlyIsRefused() throws Exception {
        for (String path : List.of(
                "/api/conversations/..%2f..%2finternal/feed",
                "/api/conversations/%2e%2e/internal",
                "/api/conversations/../internal",
                "/api//conversations",
                "/api/conversations;x=1/1")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .build();
            try (HttpClient raw = HttpClient.newHttpClient()) {
                assertThat(raw.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(path)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void anythingButAHandshakeIsToldThatThisIsASocket() {
        EntityExchangeResult<byte[]> refused = get("/ws?token=" + acme.publishable());
        assertThat(status(refused)).isEqualTo(400);
        assertThat(json(refused).path("error").path("code").asString()).isEqualTo("invalid_request");
    }

    @Test
    void aServiceThatIsNotRunningIsSaidToBeUnavailable() {
        EntityExchangeResult<byte[]> down = get("/api/memory/memories/u-1");
        assertThat(status(down)).isEqualTo(503);
        assertThat(json(down).path("error").path("code").asString()).isEqualTo("service_unavailable");
        assertThat(json(down).path("requestId").asString())
                .isEqualTo(down.getResponseHeaders().getFirst("X-Request-Id"));
    }

    @Test
    void aRequestWaitsForAServiceThatIsBeingReplaced() {
        String key = "sk_late_" + acme.account();
        tell(key, AccountUpdated.KeyKind.SECRET, true, null, "*");
        DisposableServer[] late = new DisposableServer[1];
        Disposable coming =
                Schedulers.boundedElastic().schedule(() -> late[0] = services.comeLate(), 500, TimeUnit.MILLISECONDS);
        try {
            EntityExchangeResult<byte[]> answer = call(HttpMethod.POST, "/api/ai/answers", "X-API-Key", key);
            assertThat(status(answer)).isEqualTo(200);
            assertThat(json(answer).path(":path").asString()).isEqualTo("/api/ai/answers");
        } finally {
            coming.dispose();
            late[0].disposeNow();
        }
    }

    @Test
    void requestsPastTheLimitAreToldWhenToComeBack() {
        EntityExchangeResult<byte[]> last = null;
        for (int i = 2; i >= 0; i--) {
            last = get("/api/chat/messages");
            assertThat(last.getResponseHeaders().getFirst("X-RateLimit-Limit")).isEqualTo("3");
        }
        assertThat(last).isNotNull();
        EntityExchangeResult<byte[]> refused = get("/api/chat/messages", "X-Forwarded-For", "10.9.9.9");
        assertThat(status(refused)).isEqualTo(429);
        assertThat(json(refused).path("code").asString()).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(refused.getResponseHeaders().getFirst("X-RateLimit-Remaining"))
                .isEqualTo("0");
        long wait = Long.parseLong(refused.getResponseHeaders().getFirst("Retry-After"));
        assertThat(wait).isBetween(1L, 60L);
        assertThat(Long.parseLong(refused.getResponseHeaders().getFirst("X-RateLimit-Reset")))
                .isCloseTo(Instant.now().getEpochSecond() + wait, org.assertj.core.data.Offset.offset(2L));
    }

    @Test
    void anAuthenticatedCallerIsCountedForItself() {
        for (int i = 0; i < 5; i++) {
            assertThat(status(get("/api/channels/x", "X-API-Key", acme.secret())))
                    .isEqualTo(200);
        }
        assertThat(status(get("/api/channels/x", "X-API-Key", acme.secret()))).isEqualTo(429);
        assertThat(status(get("/api/channels/x"))).isEqualTo(200);
    }

    @Test
    void healthIsAlwaysGivenAndReadinessFollowsConversationService() {
        JsonNode health = json(get("/api/health"));
        assertThat(health.path("status").asString()).isEqualTo("healthy");
        assertThat(health.path("service").asString()).isEqualTo("omnichannel-support-api");
        Awaitility.await()
                .untilAsserted(() -> assertThat(status(get("/api/ready"))).isEqualTo(200));
        services.healthy(false);
        try {
            Awaitility.await().untilAsserted(() -> {
                EntityExchangeResult<byte[]> notReady = get("/api/ready");
                assertThat(status(notReady)).isEqualTo(503);
                assertThat(json(notReady).path("ready").asBoolean()).isFalse();
            });
        } finally {
            services.healthy(true);
        }
    }

    @Test
    void healthAndMetricsStandOnThePortOfTheOperator() {
        WebTestClient operator = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + managementPort)
                .responseTimeout(Duration.ofSeconds(30))
                .build();
        operator.get().uri("/actuator/health").exchange().expectStatus().isOk();
        String metrics = operator.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(metrics).contains("switchboard_socket_open", "switchboard_feed_delivered");
        operator.get().uri("/actuator/env").exchange().expectStatus().isNotFound();
        operator.get().uri("/actuator/gateway/routes").exchange().expectStatus().isNotFound();
    }
}
