package dev.switchboard.emulators.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.Fault;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes messages as the Graph API does, with its checks and its errors, and tells their statuses afterwards.
@RestController
class GraphController {
    private static final String PROVIDER = "whatsapp";
    private static final int LONGEST = 4096;

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;
    private final StatusWebhooks statuses;

    GraphController(EmulatorSettings settings, Faults faults, Outgoing outgoing, StatusWebhooks statuses) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
        this.statuses = statuses;
    }

    @PostMapping("/graph/{version:v\\d+\\.\\d+}/{phoneNumberId}/messages")
    Mono<Answer> messages(
            @PathVariable String phoneNumberId,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody GraphMessage message) {
        if (!("Bearer " + settings.whatsapp().accessToken()).equals(authorization)) {
            return Mono.error(GraphError.badToken());
        }
        if (!phoneNumberId.equals(settings.whatsapp().phoneNumberId())) {
            return Mono.error(GraphError.noSuchObject(phoneNumberId));
        }
        if (!"whatsapp".equals(message.messagingProduct())) {
            return Mono.error(GraphError.parameter("The parameter messaging_product is required."));
        }
        if ("read".equals(message.status()) && message.messageId() != null) {
            return Mono.just(Answer.ofRead());
        }
        return Mono.fromSupplier(() -> text(message)).flatMap(text -> take(message, text, faults.next(PROVIDER)));
    }

    private static Text text(GraphMessage message) {
        if (message.to() == null || message.to().isBlank()) {
            throw GraphError.parameter("The parameter to is required.");
        }
        if (message.type() != null && !message.type().equals("text")) {
            throw GraphError.parameter("Param type must be one of {TEXT}");
        }
        String body = message.text() == null ? null : message.text().body();
        if (body == null || body.isEmpty()) {
            throw GraphError.parameter("The parameter text['body'] is required.");
        }
        if (body.length() > LONGEST) {
            throw GraphError.parameter("Param text['body'] must be at most " + LONGEST + " characters long.");
        }
        return new Text(message.to().replace("+", ""), body);
    }

    private record Text(String to, String body) {}

    private Mono<Answer> take(GraphMessage message, Text text, Fault fault) {
        return switch (fault) {
            case NONE -> Mono.just(accept(message, text, false));
            case UNDELIVERED -> Mono.just(accept(message, text, true));
            case TOO_MANY -> Mono.error(GraphError.tooMany());
            case FAILS -> Mono.error(GraphError.somethingWrong());
            case REFUSED -> Mono.error(GraphError.windowClosed());
            case TIMEOUT -> Mono.delay(settings.hang()).then(Mono.error(GraphError.somethingWrong()));
            case LOST_RESPONSE -> Mono.delay(settings.hang()).thenReturn(accept(message, text, false));
        };
    }

    private Answer accept(GraphMessage message, Text text, boolean undelivered) {
        String id = "wamid."
                + Base64.getEncoder()
                        .encodeToString(UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        outgoing.add(new Sent(PROVIDER, text.to(), text.body(), id, Instant.now()));
        statuses.follow(new StatusWebhooks.Message(id, text.to(), message.bizOpaqueCallbackData(), undelivered));
        return Answer.ofMessage(message.to() == null ? text.to() : message.to(), text.to(), id);
    }

    @ExceptionHandler
    ResponseEntity<GraphError.Body> refuse(GraphError error) {
        return ResponseEntity.status(error.status()).body(error.body());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            @Nullable Boolean success,
            @Nullable String messagingProduct,
            @Nullable List<Contact> contacts,
            @Nullable List<Id> messages) {
        static Answer ofRead() {
            return new Answer(true, null, null, null);
        }

        static Answer ofMessage(String input, String waId, String id) {
            return new Answer(null, "whatsapp", List.of(new Contact(input, waId)), List.of(new Id(id)));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Contact(String input, String waId) {}

    record Id(String id) {}
}
