package dev.switchboard.ai.transcription;

import dev.switchboard.emulators.EmulatorsApplication;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/// The emulated model that a test's service talks to, and its switches.
final class Model implements AutoCloseable {
    private final ConfigurableApplicationContext emulators =
            EmulatorsApplication.start("server.port=0", "switchboard.emulators.hang=5s");
    private final WebTestClient client =
            WebTestClient.bindToServer().baseUrl(url()).build();

    /// Starts it before the service asks where it is.
    static final class Reachable implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Model model = new Model();
            ((GenericApplicationContext) context).registerBean(Model.class, () -> model);
            TestPropertyValues.of(
                            "switchboard.transcription.base-url=" + model.url() + "/v1/",
                            "switchboard.transcription.api-key=demo-openai-key")
                    .applyTo(context);
        }
    }

    record Heard(String to, String text) {}

    String url() {
        return "http://localhost:" + emulators.getEnvironment().getProperty("local.server.port");
    }

    void fault(String mode, int times) {
        client.post()
                .uri("/_fault")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"provider\":\"openai\",\"mode\":\"%s\",\"times\":%d}".formatted(mode, times))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    List<Heard> heard() {
        return client.get()
                .uri("/_sent?provider=openai")
                .exchange()
                .expectBodyList(Heard.class)
                .returnResult()
                .getResponseBody();
    }

    @Override
    public void close() {
        emulators.close();
    }
}
