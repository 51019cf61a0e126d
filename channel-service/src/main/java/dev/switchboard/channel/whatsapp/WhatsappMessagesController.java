package dev.switchboard.channel.whatsapp;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.delivery.SendDirectly;
import dev.switchboard.channel.delivery.SendDirectly.Direct;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/// Sends over WhatsApp past a conversation, and marks messages as read.
@RestController
@Tag(name = "Platform: channels")
class WhatsappMessagesController {
    private final ProviderAccounts accounts;
    private final GraphClient graph;
    private final SendDirectly sendDirectly;
    private final Clock clock;

    WhatsappMessagesController(ProviderAccounts accounts, GraphClient graph, SendDirectly sendDirectly, Clock clock) {
        this.accounts = accounts;
        this.graph = graph;
        this.sendDirectly = sendDirectly;
        this.clock = clock;
    }

    @Operation(
            summary = "Send a WhatsApp message",
            description = "At once, and recorded in the conversation with its recipient. `type` is `text`, a kind of "
                    + "file (`image`, `audio`, `video`, `document`) with `media_url`, or `template`: the only one "
                    + "that WhatsApp takes once 24 hours have passed since the customer wrote. The same `messageId` "
                    + "again sends nothing and answers as the first time.")
    @PostMapping("/api/channels/whatsapp/messages")
    Mono<SentView> send(Caller.Staff caller, @Valid @RequestBody SendRequest request) {
        return accounts.of(caller.accountToChange(), WhatsappSettings.PROVIDER, request.inboxId())
                .flatMap(account -> send(caller, account, request))
                .map(id -> new SentView("sent", id, clock.instant()));
    }

    private Mono<String> send(Caller.Staff caller, ProviderAccount account, SendRequest request) {
        String to = Numbers.identity(request.to());
        return switch (request.type() == null ? "text" : request.type()) {
            case "text" ->
                sendDirectly.send(
                        caller, account, new Direct(to, required("text", request.text()), request.messageId()));
            case "template" -> template(caller, account, to, request);
            default -> file(caller, account, to, request);
        };
    }

    private Mono<String> template(Caller.Staff caller, ProviderAccount account, String to, SendRequest request) {
        TemplateRequest asked = request.template();
        if (asked == null) {
            throw Problem.field("template", "can't be blank");
        }
        List<String> values = asked.values() == null ? List.of() : asked.values();
        String shown = "[template] " + asked.name() + (values.isEmpty() ? "" : ": " + String.join(", ", values));
        GraphMessage.Template template = GraphMessage.Template.of(asked.name(), asked.language(), values);
        WhatsappSettings settings = accounts.open(account, WhatsappSettings.class);
        return sendDirectly.send(
                caller,
                account,
                new Direct(to, shown, request.messageId()),
                message -> graph.send(settings, GraphMessage.of(message, template)));
    }

    private Mono<String> file(Caller.Staff caller, ProviderAccount account, String to, SendRequest request) {
        String kind = String.valueOf(request.type());
        String url = required("media_url", request.mediaUrl());
        String caption = request.text() == null ? "" : request.text();
        String type = switch (kind) {
            case "image" -> "image/jpeg";
            case "audio" -> "audio/mpeg";
            case "video" -> "video/mp4";
            default -> "application/octet-stream";
        };
        Attachment file = new Attachment(Ids.next(), url.replaceFirst(".*/", ""), type, 0, url);
        WhatsappSettings settings = accounts.open(account, WhatsappSettings.class);
        return sendDirectly.send(
                caller,
                account,
                new Direct(to, ("[" + kind + "] " + url + " " + caption).strip(), request.messageId()),
                message -> graph.send(settings, GraphMessage.of(message.withFile(caption, file))));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problem.field(field, "can't be blank");
        }
        return value;
    }

    /// @param to a number, with or without plus
    record SendRequest(
            @NotBlank
            @Pattern(regexp = "\\+?[\\d ()-]{5,24}", message = "must be a phone number")
            @Schema(example = "1234567890")
            String to,

            @Nullable
            @Pattern(
                    regexp = "text|template|image|audio|video|document",
                    message = "must be text, template, image, audio, video or document")
            @Schema(example = "text")
            String type,

            @Nullable @Size(max = 4096) @Schema(example = "Your order #12345 has been shipped!")
            String text,

            @Nullable @Size(min = 1, max = 200) @Schema(example = "msg-1234567890")
            String messageId,

            @JsonProperty("media_url")
            @Nullable
            @Pattern(regexp = "https?://\\S{1,2000}", message = "must be an address with http:// or https://")
            String mediaUrl,

            @Nullable @Valid TemplateRequest template,
            @Nullable UUID inboxId) {}

    /// @param values for the template's body, in their order
    record TemplateRequest(
            @NotBlank @Size(max = 512) String name,

            @NotBlank @Pattern(regexp = "[a-z]{2,3}(_[A-Z]{2})?", message = "must be a language like en or en_US")
            String language,

            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 1024) String> values) {}

    record SentView(String status, String messageId, Instant timestamp) {}

    @Operation(
            summary = "Mark a WhatsApp message as read",
            description = "`id` is WhatsApp's own of the customer's message; the customer sees two blue ticks.")
    @PostMapping("/api/channels/whatsapp/messages/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> read(
            Caller.Staff caller, @PathVariable String id, @RequestParam(required = false) @Nullable UUID inboxId) {
        return accounts.of(caller.accountToChange(), WhatsappSettings.PROVIDER, inboxId)
                .flatMap(account -> graph.read(accounts.open(account, WhatsappSettings.class), id))
                .onErrorMap(
                        WebClientException.class,
                        _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "WhatsApp cannot be reached"))
                .flatMap(taken -> taken
                        ? Mono.<Void>empty()
                        : Mono.error(Problem.of(ProblemCode.UPSTREAM_FAILED, "WhatsApp did not take the read mark")));
    }
}
