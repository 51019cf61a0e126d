package dev.switchboard.emulators.whatsapp;

import dev.switchboard.emulators.EmulatorSettings;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Plays a customer on the phone: the message goes to the gateway as Meta's webhook, and the gateway's answer comes
/// back as it is.
@RestController
class PlayController {
    private final EmulatorSettings settings;
    private final Webhooks webhooks;

    PlayController(EmulatorSettings settings, Webhooks webhooks) {
        this.settings = settings;
        this.webhooks = webhooks;
    }

    @PostMapping("/_play/whatsapp")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        String from = request.from().replace("+", "");
        String id = request.id() == null ? "wamid." + UUID.randomUUID() : request.id();
        CloudPayload payload = CloudPayload.of(
                settings.whatsapp(),
                new CloudPayload.Message(
                        from,
                        id,
                        Long.toString(Instant.now().getEpochSecond()),
                        "text",
                        new CloudPayload.Text(request.text())),
                new CloudPayload.Contact(
                        new CloudPayload.Profile(request.name() == null ? from : request.name()), from));
        return webhooks.post(payload)
                .map(answer -> ResponseEntity.status(answer.getStatusCode())
                        .headers(headers ->
                                headers.setContentType(answer.getHeaders().getContentType()))
                        .header("X-Message-Id", id)
                        .body(answer.getBody()));
    }

    /// @param id the wamid, to play one delivery twice
    record PlayRequest(
            String from,
            @Nullable String name,
            String text,
            @Nullable String id) {}
}
