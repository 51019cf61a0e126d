package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.testing.Facts;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/// What pages of customers' sites may ask and read, and how often strangers may begin something.
@GatewayTest
@TestPropertySource(properties = "switchboard.rate-limit.policies.beginnings.limit=4")
class PagesIntegrationTests {
    private static final String PAGE = "https://acme.test";

    @Autowired
    Facts facts;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());

    @BeforeEach
    void tell() {
        facts.publish(acme.facts());
        facts.publish(acme.inbox(false, List.of(PAGE)));
        Awaitility.await().until(() -> {
            var inbox = accounts.inbox(acme.account(), acme.inbox());
            return inbox != null && inbox.allowedOrigins().contains(PAGE);
        });
        Awaitility.await()
                .until(() -> status(call(HttpMethod.GET, "/api/messages/1", "Authorization", acme.secret())) == 200);
    }

    private EntityExchangeResult<byte[]> call(HttpMethod method, String path, String... headers) {
        WebTestClient.RequestBodySpec request = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build()
                .method(method)
                .uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.exchange().expectBody().returnResult();
    }

    private static int status(EntityExchangeResult<byte[]> answer) {
        return answer.getStatus().value();
    }

    private static String readableBy(EntityExchangeResult<byte[]> answer) {
        return answer.getResponseHeaders().getAccessControlAllowOrigin();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/conversations", "/api/customers/identify", "/api/chat/messages", "/webchat/message"})
    void aPreflightIsAnsweredAndCountsForNothing(String path) {
        for (int i = 0; i < 6; i++) {
            EntityExchangeResult<byte[]> answer = call(
                    HttpMethod.OPTIONS,
                    path,
                    "Origin",
                    PAGE,
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "authorization,content-type");
            assertThat(status(answer)).isEqualTo(204);
            HttpHeaders headers = answer.getResponseHeaders();
            assertThat(readableBy(answer)).isEqualTo(PAGE);
            assertThat(headers.getAccessControlAllowMethods()).contains(HttpMethod.POST, HttpMethod.PUT);
            assertThat(headers.getAccessControlAllowHeaders()).contains("Authorization", "Content-Type");
            assertThat(headers.getAccessControlAllowCredentials()).isFalse();
            assertThat(headers.containsHeader("X-RateLimit-Remaining")).isFalse();
        }
    }

    @Test
    void aPageOfTheInboxReadsItsAnswersAndTheirHeaders() {
        EntityExchangeResult<byte[]> answer =
                call(HttpMethod.GET, "/api/messages/1", "Authorization", acme.publishable(), "Origin", PAGE);
        assertThat(status(answer)).isEqualTo(200);
        assertThat(readableBy(answer)).isEqualTo(PAGE);
        assertThat(answer.getResponseHeaders().getVary()).contains("Origin");
        assertThat(answer.getResponseHeaders().getAccessControlExposeHeaders())
                .contains(
                        "X-Widget-Session",
                        "X-RateLimit-Remaining",
                        "X-RateLimit-Reset",
                        "Retry-After",
                        "X-Request-Id");
        assertThat(readableBy(call(HttpMethod.GET, "/api/messages/1", "Origin", PAGE)))
                .isEqualTo(PAGE);
        assertThat(readableBy(call(HttpMethod.GET, "/api/messages/1"))).isNull();
        EntityExchangeResult<byte[]> refused =
                call(HttpMethod.GET, "/api/messages/1", "Authorization", "pk_wrong", "Origin", PAGE);
        assertThat(status(refused)).isEqualTo(401);
        assertThat(readableBy(refused)).as("its developer sees why").isEqualTo(PAGE);
    }

    @Test
    void otherPagesAndOtherCredentialsAreNotRead() {
        for (String evil : List.of("https://evil.test", "https://acme.test.evil", "http://acme.test", "null")) {
            EntityExchangeResult<byte[]> refused =
                    call(HttpMethod.GET, "/api/messages/1", "Authorization", acme.publishable(), "Origin", evil);
            assertThat(status(refused)).as(evil).isEqualTo(403);
            assertThat(readableBy(refused)).as(evil).isNull();
        }
        Caller.Agent jane =
                new Caller.Agent(acme.account(), acme.user(), 7, "Jane Smith", "jane@acme.test", "agent", Ids.next());
        String login = tokens.mint(Tokens.Audience.SESSION, jane, Duration.ofMinutes(5));
        EntityExchangeResult<byte[]> answer =
                call(HttpMethod.GET, "/api/messages/1", "Authorization", login, "Origin", "https://evil.test");
        assertThat(readableBy(answer)).isNull();
        assertThat(readableBy(call(HttpMethod.GET, "/api/admin/x", "Origin", PAGE)))
                .isNull();
    }

    @Test
    void strangersBeginFewThingsAndStaffAsManyAsItLikes() {
        for (int i = 0; i < 6; i++) {
            String path = i % 2 == 0 ? "/api/customers" : "/api/conversations";
            EntityExchangeResult<byte[]> answer = i == 0
                    ? call(HttpMethod.POST, path, "Authorization", acme.publishable())
                    : call(HttpMethod.POST, path);
            if (i < 4) {
                assertThat(status(answer)).isNotEqualTo(429);
            } else {
                EntityExchangeResult<byte[]> page = call(HttpMethod.POST, path, "Origin", PAGE);
                assertThat(status(page)).isEqualTo(429);
                assertThat(page.getResponseHeaders().getFirst("X-RateLimit-Limit"))
                        .isEqualTo("4");
                assertThat(page.getResponseHeaders().getFirst("Retry-After")).isNotNull();
                assertThat(readableBy(page)).isEqualTo(PAGE);
            }
        }
        assertThat(status(call(HttpMethod.POST, "/api/customers", "Authorization", acme.secret())))
                .isNotEqualTo(429);
        assertThat(status(call(HttpMethod.GET, "/api/customers"))).isNotEqualTo(429);
        assertThat(status(call(HttpMethod.POST, "/api/messages"))).isNotEqualTo(429);
    }
}
