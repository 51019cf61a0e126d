package dev.switchboard.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.IdentityProofs;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.testing.Facts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/// The widget's files, who may show its chat, and who it lets in.
@GatewayTest
class WebPagesIntegrationTests {
    private static final String SHOP = "https://shop.test";
    private static final int MOST_OF_THE_LOADER = 10 * 1024;

    @Autowired
    Facts facts;

    @Autowired
    Accounts accounts;

    @Autowired
    SecretBox box;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("web-" + Ids.next());
    WebTestClient client;

    @BeforeEach
    void tell() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        facts.publish(acme.facts());
        String sealed =
                box.seal(IdentityProofs.SECRET, AccountUpdated.Inbox.identityContext(acme.account(), acme.inbox()));
        facts.publish(acme.inbox(false, List.of(SHOP), sealed));
        Awaitility.await().until(() -> {
            var inbox = accounts.inbox(acme.account(), acme.inbox());
            return inbox != null && inbox.allowedOrigins().contains(SHOP);
        });
    }

    private EntityExchangeResult<byte[]> get(String path, String... headers) {
        WebTestClient.RequestHeadersSpec<?> request = client.get().uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.exchange().expectBody().returnResult();
    }

    private String policyOf(String path) {
        String policy = get(path).getResponseHeaders().getFirst("Content-Security-Policy");
        return policy == null ? "" : policy;
    }

    @Test
    void theChatComesWithAllItsFilesWhichBrowsersKeep() {
        EntityExchangeResult<byte[]> page = get("/chat?token=" + acme.account());
        assertThat(page.getStatus().value()).isEqualTo(200);
        assertThat(page.getResponseHeaders().getCacheControl()).isEqualTo("no-cache");
        String html = new String(page.getResponseBodyContent(), StandardCharsets.UTF_8);
        List<String> files = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"")
                .matcher(html)
                .results()
                .map(file -> file.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(5).allMatch(file -> file.startsWith("/web/"));
        for (String file : files) {
            EntityExchangeResult<byte[]> found = get(file);
            assertThat(found.getStatus().value()).as(file).isEqualTo(200);
            assertThat(found.getResponseHeaders().getCacheControl()).as(file).contains("immutable");
        }
        String other = files.getFirst().replaceFirst("/web/[0-9a-f]+/", "/web/another/");
        assertThat(get(other).getResponseHeaders().getCacheControl()).isEqualTo("no-cache");
    }

    /// Asked with a client that does not unpack what it gets.
    @Test
    void theLoaderIsSmall() throws Exception {
        try (HttpClient plain = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/widget.js"))
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpResponse<byte[]> loader = plain.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(loader.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(loader.body()).hasSizeBetween(1000, MOST_OF_THE_LOADER);
        }
        String tag = get("/widget.js").getResponseHeaders().getETag();
        assertThat(get("/widget.js", "If-None-Match", tag == null ? "" : tag)
                        .getStatus()
                        .value())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/web/x/chat/index.html", "/web/x/docs.html", "/web/x/nothing.js", "/web/x", "/demo"})
    void nothingElseIsServed(String path) {
        assertThat(get(path).getStatus().value()).isEqualTo(404);
    }

    @Test
    void onlyTheSitesOfTheInboxShowItsChat() {
        String chat = "/chat?token=" + acme.account() + "&inbox=";
        assertThat(policyOf(chat + acme.inbox())).endsWith("frame-ancestors 'self' " + SHOP);
        assertThat(policyOf("/chat?token=" + acme.account())).endsWith("frame-ancestors 'self' " + SHOP);
        assertThat(policyOf(chat + UUID.randomUUID())).endsWith("frame-ancestors 'self'");
        assertThat(policyOf("/chat?token=' *; script-src *")).endsWith("frame-ancestors 'self'");
        assertThat(policyOf(chat + acme.inbox()))
                .contains("script-src 'self';", "style-src 'self';", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
    }

    @Test
    void whomTheAccountVouchesForGetsAToken() {
        String hash = IdentityProofs.hash(IdentityProofs.SECRET, "user-1");
        EntityExchangeResult<byte[]> session = prove(Map.of("user_id", "user-1", "user_hash", hash), null);
        assertThat(session.getStatus().value()).isEqualTo(200);
        JsonNode data =
                WireJson.MAPPER.readTree(session.getResponseBodyContent()).path("data");
        assertThat(data.path("expires_in").asInt()).isEqualTo(900);
        String token = data.path("session_token").asString();
        assertThat(get("/api/messages/1", "Authorization", "Bearer " + token)
                        .getStatus()
                        .value())
                .isEqualTo(200);
        assertThat(prove(Map.of("user_id", "user-2", "user_hash", hash), null)
                        .getStatus()
                        .value())
                .isEqualTo(401);
        assertThat(prove(Map.of("user_id", "user-1"), null).getStatus().value()).isEqualTo(422);
    }

    /// The chat's own requests come from its frame's origin, which is the gateway's and in no inbox's list.
    @Test
    void ourOwnPageNeedsNoOriginOfItsOwn() {
        Map<String, String> proof =
                Map.of("user_id", "user-1", "user_hash", IdentityProofs.hash(IdentityProofs.SECRET, "user-1"));
        assertThat(prove(proof, "http://localhost:" + port).getStatus().value()).isEqualTo(200);
        assertThat(prove(proof, SHOP).getStatus().value()).isEqualTo(200);
        assertThat(prove(proof, "https://evil.test").getStatus().value()).isEqualTo(403);
        String own = "http://localhost:" + port;
        assertThat(get("/api/messages/1", "Authorization", acme.publishable(), "Origin", own)
                        .getStatus()
                        .value())
                .isEqualTo(200);
        assertThat(get("/api/messages/1", "Authorization", acme.secret(), "Origin", own)
                        .getStatus()
                        .value())
                .as("a secret key never comes from a browser")
                .isEqualTo(403);
    }

    private EntityExchangeResult<byte[]> prove(Map<String, String> proof, @Nullable String origin) {
        var body = new HashMap<String, String>(proof);
        body.put("account_id", acme.account().toString());
        body.put("inbox_id", acme.inbox().toString());
        WebTestClient.RequestBodySpec request =
                client.post().uri("/api/widget_sessions").contentType(MediaType.APPLICATION_JSON);
        if (origin != null) {
            request.header("Origin", origin);
        }
        return request.bodyValue(WireJson.write(Map.of("widget_session", body)))
                .exchange()
                .expectBody()
                .returnResult();
    }
}
