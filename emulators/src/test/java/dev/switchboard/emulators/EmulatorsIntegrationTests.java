package dev.switchboard.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class EmulatorsIntegrationTests {
    private static final String MESSAGES = "/graph/v23.0/109876543210/messages";
    private static final String HELLO = """
            {"messaging_product":"whatsapp","to":"+15550100","type":"text","text":{"body":"Hello"},
             "biz_opaque_callback_data":"m-1"}""";

    private record Hook(String signature, String body) {
        String expectedSignature() throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("demo-meta-app-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private DisposableServer gateway;
    private ConfigurableApplicationContext emulators;
    private WebTestClient client;

    @BeforeEach
    void start() {
        gateway = HttpServer.create()
                .port(0)
                .route(routes -> routes.post("/api/webhooks/whatsapp", (request, response) -> {
                    if (refusals.getAndDecrement() > 0) {
                        return response.status(503).send();
                    }
                    return response.status(200)
                            .header("Content-Type", "application/json")
                            .sendString(request.receive().aggregate().asString().map(body -> {
                                hooks.add(new Hook(request.requestHeaders().get("X-Hub-Signature-256"), body));
                                return "{\"status\":\"ok\"}";
                            }));
                }))
                .bindNow();
        emulators = EmulatorsApplication.start(
                "server.port=0",
                "switchboard.emulators.gateway-url=http://localhost:" + gateway.port(),
                "switchboard.emulators.status-delay=10ms",
                "switchboard.emulators.hang=300ms");
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + emulators.getEnvironment().getProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterEach
    void stop() {
        emulators.close();
        gateway.disposeNow();
    }

    @Test
    void aMessageIsTakenAndItsStatusesComeSignedAndInOrder() {
        refusals.set(2);
        send(HELLO)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.messaging_product")
                .isEqualTo("whatsapp")
                .jsonPath("$.contacts[0].wa_id")
                .isEqualTo("15550100")
                .jsonPath("$.messages[0].id")
                .value(id -> assertThat(id.toString()).startsWith("wamid."));
        await().until(() -> hooks.size() == 3);
        assertThat(hooks).allSatisfy(hook -> {
            assertThat(hook.signature()).isEqualTo(hook.expectedSignature());
            assertThat(hook.body())
                    .contains("\"biz_opaque_callback_data\":\"m-1\"", "\"phone_number_id\":\"109876543210\"");
        });
        assertThat(hooks)
                .extracting(hook -> hook.body().replaceAll(".*\"status\":\"(\\w+)\".*", "$1"))
                .containsExactly("sent", "delivered", "read");
        client.get()
                .uri("/_sent?provider=whatsapp")
                .exchange()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].to")
                .isEqualTo("15550100")
                .jsonPath("$[0].text")
                .isEqualTo("Hello");
        client.delete().uri("/_sent").exchange().expectStatus().isNoContent();
        client.get().uri("/_sent").exchange().expectBody().json("[]");
    }

    @Test
    void mistakesAreAnsweredAsMetaAnswersThem() {
        client.post()
                .uri(MESSAGES)
                .header("Authorization", "Bearer wrong")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(HELLO)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.error.code")
                .isEqualTo(190);
        send(HELLO.replace("whatsapp", "fax"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error.code")
                .isEqualTo(100);
        send(HELLO.replace("Hello", "")).expectStatus().isBadRequest();
        send(HELLO.replace("Hello", "x".repeat(4097))).expectStatus().isBadRequest();
        send(HELLO.replace("\"to\"", "\"too\"")).expectStatus().isBadRequest();
        assertThat(hooks).isEmpty();
    }

    @Test
    void faultsStrikeAsOftenAsTheyAreTold() {
        fault("429", 2);
        send(HELLO).expectStatus().isEqualTo(HttpStatusCode.valueOf(429));
        send(HELLO).expectStatus().isEqualTo(HttpStatusCode.valueOf(429));
        send(HELLO).expectStatus().isOk();
        fault("500", 1);
        send(HELLO).expectStatus().is5xxServerError();
        fault("timeout", 1);
        send(HELLO).expectStatus().is5xxServerError();
        fault("lost_response", 1);
        send(HELLO);
        fault("refused", 1);
        send(HELLO).expectBody().jsonPath("$.error.code").isEqualTo(131047);
        client.get()
                .uri("/_sent")
                .exchange()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(2);
    }

    @Test
    void anUndeliveredMessageFailsLater() {
        fault("undelivered", 1);
        send(HELLO).expectStatus().isOk();
        await().atMost(Duration.ofSeconds(30)).until(() -> hooks.size() == 2);
        assertThat(hooks.getLast().body()).contains("\"status\":\"failed\"", "131026");
    }

    @Test
    void aPlayedCustomerGetsTheGatewaysAnswer() throws Exception {
        client.post()
                .uri("/_play/whatsapp")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"from\":\"+15550100\",\"name\":\"John Doe\",\"text\":\"Hi ü\",\"id\":\"wamid.1\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Message-Id", "wamid.1")
                .expectBody()
                .json("{\"status\":\"ok\"}");
        Hook hook = hooks.getFirst();
        assertThat(hook.signature()).isEqualTo(hook.expectedSignature());
        assertThat(hook.body())
                .contains("\"from\":\"15550100\"", "\"name\":\"John Doe\"", "\"id\":\"wamid.1\"", "Hi ü");
        refusals.set(1);
        client.post()
                .uri("/_play/whatsapp")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"from\":\"15550100\",\"text\":\"Hi\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(503);
    }

    private WebTestClient.ResponseSpec send(String json) {
        return client.post()
                .uri(MESSAGES)
                .header("Authorization", "Bearer demo-meta-access-token")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    private void fault(String mode, int times) {
        client.post()
                .uri("/_fault")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"provider\":\"whatsapp\",\"mode\":\"%s\",\"times\":%d}".formatted(mode, times))
                .exchange()
                .expectStatus()
                .isNoContent();
    }
}
