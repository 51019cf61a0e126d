package dev.switchboard.emulators.whatsapp;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.file.Files;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
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
    private final Hooks hooks;
    private final Files files;

    PlayController(EmulatorSettings settings, Webhooks webhooks, Hooks hooks, Files files) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.hooks = hooks;
        this.files = files;
    }

    @PostMapping("/_play/whatsapp")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        String from = request.from().replace("+", "");
        String id = request.id() == null ? "wamid." + UUID.randomUUID() : request.id();
        CloudPayload payload = CloudPayload.of(
                settings.whatsapp(),
                message(request, from, id),
                new CloudPayload.Contact(
                        new CloudPayload.Profile(request.name() == null ? from : request.name()), from));
        return hooks.post(webhooks.call(payload)).map(answer -> Played.of(answer, id));
    }

    private CloudPayload.Message message(PlayRequest request, String from, String id) {
        String now = Long.toString(Instant.now().getEpochSecond());
        Files.Played file = request.file();
        return file == null
                ? CloudPayload.Message.ofText(from, id, now, String.valueOf(request.text()))
                : CloudPayload.Message.ofMedia(
                        from, id, now, new CloudPayload.Media(files.keep(file), file.contentType(), request.text()));
    }

    /// @param text a file's caption where there is a file
    /// @param id the wamid, to play one delivery twice
    record PlayRequest(
            String from,
            @Nullable String name,
            @Nullable String text,
            @Nullable String id,
            Files.@Nullable Played file) {}
}
