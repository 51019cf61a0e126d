package dev.switchboard.emulators.whatsapp;

import dev.switchboard.emulators.EmulatorSettings;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Posts signed webhooks to the gateway.
@Component
class Webhooks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EmulatorSettings settings;
    private final JsonMapper json;
    private final WebClient client = WebClient.create();

    Webhooks(EmulatorSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /// Whatever the gateway answers, once.
    Mono<ResponseEntity<String>> post(CloudPayload payload) {
        byte[] body = json.writeValueAsBytes(payload);
        return client.post()
                .uri(settings.gatewayUrl().resolve("/api/webhooks/whatsapp"))
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        MetaSignature.HEADER,
                        MetaSignature.sign(body, settings.whatsapp().appSecret()))
                .bodyValue(body)
                .exchangeToMono(answer -> answer.toEntity(String.class))
                .timeout(PATIENCE);
    }
}
