package dev.switchboard.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayTest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/// The console's page, its files, and what the page may do.
@GatewayTest
class ConsoleIntegrationTests {
    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/web/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*\"(\\.{1,2}/[^\"]+)\"");

    @LocalServerPort
    int port;

    WebTestClient client;

    @BeforeEach
    void connect() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1024 * 1024))
                .build();
    }

    private EntityExchangeResult<String> get(String path) {
        return client.get().uri(path).exchange().expectBody(String.class).returnResult();
    }

    private String text(String path) {
        EntityExchangeResult<String> answer = get(path);
        assertThat(answer.getStatus().value()).as(path).isEqualTo(200);
        return String.valueOf(answer.getResponseBody());
    }

    @Test
    void everyScreenIsTheOnePageUnderAStrictPolicy() {
        EntityExchangeResult<String> page = get("/app/inbox/all/01a2008e-2d5c-7000-b582-d6236b85970d");
        assertThat(page.getStatus().value()).isEqualTo(200);
        assertThat(page.getResponseBody()).isEqualTo(text("/app")).doesNotContain("<script>", "style=", "onclick");
        assertThat(page.getResponseHeaders().getFirst("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "trusted-types lit-html", "frame-ancestors 'self'")
                .doesNotContain("unsafe");
        assertThat(page.getResponseHeaders().getCacheControl()).isEqualTo("no-cache");
        assertThat(text("/app/configuration")).isEqualTo("{\"sign_on\":false}");
    }

    /// A module that names one that is not there would show an empty page.
    @Test
    void allModulesAndStylesAreThere() {
        Deque<String> left = new ArrayDeque<>(found(ADDRESS, text("/app")).toList());
        Set<String> seen = new HashSet<>();
        while (!left.isEmpty()) {
            String path = left.pop();
            if (seen.add(path)) {
                String file = text(path);
                if (path.endsWith(".js")) {
                    found(IMPORT, file)
                            .map(name -> java.net.URI.create(path).resolve(name).toString())
                            .forEach(left::add);
                }
            }
        }
        assertThat(seen).anyMatch(path -> path.endsWith("/lit-html/lit-html.js"));
        assertThat(seen).anyMatch(path -> path.endsWith("/app/settings/webhooks.js"));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }
}
