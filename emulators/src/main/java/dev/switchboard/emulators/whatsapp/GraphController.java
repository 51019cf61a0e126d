package dev.switchboard.emulators.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.nio.charset.StandardCharsets;
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
            outgoing.add(new Sent(PROVIDER, "", "read", message.messageId(), Instant.now()));
            return Mono.just(Answer.ofRead());
        }
        return Mono.fromSupplier(() -> text(message)).flatMap(text -> take(message, text));
    }

    private static Text text(GraphMessage message) {
        if (message.to() == null || message.to().isBlank()) {
            throw GraphError.parameter("The parameter to is required.");
        }
        String to = message.to().replace("+", "");
        GraphMessage.File file = message.file();
        if (file != null) {
            if (file.link() == null || file.link().isBlank()) {
                throw GraphError.parameter("The parameter link is required.");
            }
            return new Text(to, file.caption() == null ? file.link() : file.caption() + " " + file.link());
        }
        if ("template".equals(message.type())) {
            return new Text(to, template(message.template()));
        }
        if (message.type() != null && !message.type().equals("text")) {
            throw GraphError.parameter("Param type must be one of {AUDIO, DOCUMENT, IMAGE, TEMPLATE, TEXT, VIDEO}");
        }
        String body = message.text() == null ? null : message.text().body();
        if (body == null || body.isEmpty()) {
            throw GraphError.parameter("The parameter text['body'] is required.");
        }
        if (body.length() > LONGEST) {
            throw GraphError.parameter("Param text['body'] must be at most " + LONGEST + " characters long.");
        }
        return new Text(to, body);
    }

    /// One template is approved: `order_update`, in English, with two values.
    private static String template(GraphMessage.@Nullable Template template) {
        if (template == null || !"order_update".equals(template.name())) {
            throw GraphError.code(404, 132001, "(#132001) Template name does not exist in the translation");
        }
        List<String> values = template.values();
        if (values.size() != 2) {
            throw GraphError.code(
                    400, 132000, "(#132000) Number of parameters does not match the expected number of params");
        }
        return "Your order " + values.get(0) + " is " + values.get(1) + ".";
    }

    private record Text(String to, String body) {}

    private Mono<Answer> take(GraphMessage message, Text text) {
        return faults.take(PROVIDER, new Reaction<Answer>() {
            @Override
            public Answer accept(boolean undelivered) {
                return GraphController.this.accept(message, text, undelivered);
            }

            @Override
            public RuntimeException tooMany() {
                return GraphError.tooMany();
            }

            @Override
            public RuntimeException fails() {
                return GraphError.somethingWrong();
            }

            @Override
            public RuntimeException refuses() {
                return GraphError.windowClosed();
            }
        });
    }

    private Answer accept(GraphMessage message, Text text, boolean undelivered) {
        String id = "wamid."
                + Base64.getEncoder()
                        .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
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
