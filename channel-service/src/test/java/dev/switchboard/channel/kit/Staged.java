package dev.switchboard.channel.kit;

import static org.awaitility.Awaitility.await;

import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/// Tests that share one stage, and so one running service.
abstract class Staged {
    static final Stage STAGE = new Stage();

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @LocalServerPort
    int port;

    Api api;
    Told told;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        STAGE.settings(registry);
    }

    @BeforeEach
    void connect() {
        api = new Api(client);
        told = new Told(facts, database);
        STAGE.connect(client, port);
    }

    /// The account agrees with a provider. Who comes back with another state, to another provider, or again, is sent
    /// away.
    void authorize(String provider) {
        String begin = "/api/" + provider + "/oauth";
        api.get(begin, 401);
        String there =
                Api.redirect(client.as(Callers.adminOf(STAGE.account())).get().uri(begin));
        WebTestClient browser = WebTestClient.bindToServer().build();
        String back = Api.redirect(browser.get().uri(URI.create(there)))
                .replace(STAGE.gateway().url(), "");
        api.get(back.replaceAll("state=.{12}", "state=" + provider + ".01234"), 403);
        String other = provider.equals("github") ? "hubspot" : "github";
        api.get(back.replace(provider + "/oauth", other + "/oauth"), 403);
        api.get(back, 200);
        api.get(back, 403);
    }

    /// Until the customer and its contact at the provider are alike.
    void awaitKept(String provider, UUID customer) {
        await().untilAsserted(() -> client.as(Callers.agentOf(STAGE.account()))
                .get()
                .uri("/api/" + provider + "/contacts?customer_id=" + customer)
                .exchange()
                .expectBody()
                .jsonPath("$.data.state")
                .isEqualTo("kept"));
    }
}
