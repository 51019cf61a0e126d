package dev.switchboard.emulators.messenger;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.file.Files;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Plays a customer in Messenger, or a colleague who answers in Meta's own inbox.
@RestController
class MessengerPlayController {
    private final EmulatorSettings settings;
    private final MessengerWebhooks webhooks;
    private final Hooks hooks;
    private final Files files;

    MessengerPlayController(EmulatorSettings settings, MessengerWebhooks webhooks, Hooks hooks, Files files) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.hooks = hooks;
        this.files = files;
    }

    @PostMapping("/_play/messenger")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request, ServerHttpRequest http) {
        String id = request.id() == null ? "m_" + UUID.randomUUID() : request.id();
        String page = settings.messenger().pageId();
        boolean echo = Boolean.TRUE.equals(request.echo());
        Files.Played file = request.file();
        List<PagePayload.Attachment> attachments = file == null
                ? null
                : List.of(new PagePayload.Attachment(
                        file.contentType().replaceFirst("/.*", ""),
                        new PagePayload.Payload(http.getURI()
                                .resolve("/_files/" + files.keep(file))
                                .toString())));
        PagePayload.Message message =
                new PagePayload.Message(id, request.text(), attachments, echo ? true : null, null, null);
        PagePayload.Event event = PagePayload.Event.of(
                echo ? page : request.from(), echo ? request.from() : page, System.currentTimeMillis(), message);
        return hooks.post(webhooks.call(event)).map(answer -> Played.of(answer, id));
    }

    /// @param from the customer's PSID
    /// @param id the mid, to play one delivery twice
    /// @param echo whether the page wrote it, in Meta's own inbox
    record PlayRequest(
            String from,
            @Nullable String text,
            @Nullable String id,
            @Nullable Boolean echo,
            Files.@Nullable Played file) {}
}
