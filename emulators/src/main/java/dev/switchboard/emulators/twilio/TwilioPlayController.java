package dev.switchboard.emulators.twilio;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.file.Files;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Plays a customer who sends an SMS.
@RestController
class TwilioPlayController {
    private final EmulatorSettings settings;
    private final TwilioWebhooks webhooks;
    private final Hooks hooks;
    private final Files files;

    TwilioPlayController(EmulatorSettings settings, TwilioWebhooks webhooks, Hooks hooks, Files files) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.hooks = hooks;
        this.files = files;
    }

    @PostMapping("/_play/twilio")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request, ServerHttpRequest http) {
        String id = request.id() == null ? "SM" + UUID.randomUUID().toString().replace("-", "") : request.id();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ToCountry", "US");
        fields.put("MessageSid", id);
        fields.put("SmsSid", id);
        fields.put("SmsStatus", "received");
        fields.put("AccountSid", settings.twilio().accountSid());
        fields.put("From", request.from());
        fields.put("To", settings.twilio().number());
        fields.put("Body", request.text());
        Files.Played file = request.file();
        fields.put("NumMedia", file == null ? "0" : "1");
        if (file != null) {
            fields.put("MediaContentType0", file.contentType());
            fields.put(
                    "MediaUrl0",
                    http.getURI().resolve("/_files/" + files.keep(file)).toString());
        }
        fields.put("ApiVersion", "2010-04-01");
        String url = settings.publicAddress("/api/twilio/webhook");
        return hooks.post(webhooks.call(url, fields)).map(answer -> Played.of(answer, id));
    }

    /// @param id the MessageSid, to play one delivery twice
    record PlayRequest(String from, String text, @Nullable String id, Files.@Nullable Played file) {}
}
