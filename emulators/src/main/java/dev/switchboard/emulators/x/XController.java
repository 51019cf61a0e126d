package dev.switchboard.emulators.x;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes direct messages as X's API v2 does, and plays a user who writes one.
@RestController
class XController {
    private static final String PROVIDER = "x";

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;
    private final XWebhooks webhooks;
    private final Hooks hooks;

    XController(EmulatorSettings settings, Faults faults, Outgoing outgoing, XWebhooks webhooks, Hooks hooks) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
        this.webhooks = webhooks;
        this.hooks = hooks;
    }

    record Message(@Nullable String text) {}

    record Answer(Data data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Data(String dmConversationId, String dmEventId) {}

    record Refusal(String title, String detail, String type, int status) {}

    @PostMapping("/x/2/dm_conversations/with/{user}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Answer> messages(
            @PathVariable String user,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Message message) {
        if (!("Bearer " + settings.x().accessToken()).equals(authorization)) {
            return Mono.error(error(401, "Unauthorized", "Unauthorized"));
        }
        if (!user.matches("\\d{1,19}")
                || message.text() == null
                || message.text().isBlank()) {
            return Mono.error(error(400, "Invalid Request", "One or more parameters to your request was invalid."));
        }
        String text = message.text();
        return faults.take(PROVIDER, new Reaction<Answer>() {
            @Override
            public Answer accept(boolean undelivered) {
                String id = Long.toString(UUID.randomUUID().getMostSignificantBits() & Long.MAX_VALUE);
                outgoing.add(Sent.inThread(PROVIDER, user, text, id, null));
                webhooks.follow(user, id, text);
                return new Answer(new Data(settings.x().userId() + "-" + user, id));
            }

            @Override
            public RuntimeException tooMany() {
                return error(429, "Too Many Requests", "Too Many Requests");
            }

            @Override
            public RuntimeException fails() {
                return error(503, "Service Unavailable", "Service Unavailable");
            }

            @Override
            public RuntimeException refuses() {
                return error(403, "Forbidden", "You cannot send messages to this user.");
            }
        });
    }

    private static EmulatedError error(int status, String title, String detail) {
        return new EmulatedError(status, new Refusal(title, detail, "about:blank", status));
    }

    @PostMapping("/_play/x")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        String id = request.id() == null
                ? Long.toString(UUID.randomUUID().getMostSignificantBits() & Long.MAX_VALUE)
                : request.id();
        String own = settings.x().userId();
        String name = request.name() == null ? "User " + request.from() : request.name();
        return hooks.post(webhooks.call(Activity.message(own, request.from(), own, id, request.text(), name)))
                .map(answer -> Played.of(answer, id));
    }

    /// @param from the user's number
    /// @param id the event's, to play one delivery twice
    record PlayRequest(
            String from,
            String text,
            @Nullable String name,
            @Nullable String id) {}

    record Me(Id data) {}

    record Id(String id) {}

    @GetMapping("/x/2/users/me")
    Mono<Me> me(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return ("Bearer " + settings.x().accessToken()).equals(authorization)
                ? Mono.just(new Me(new Id(settings.x().userId())))
                : Mono.error(error(401, "Unauthorized", "Unauthorized"));
    }
}
