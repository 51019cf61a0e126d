package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.RawBody;
import dev.switchboard.common.service.WebhookRefusals;
import dev.switchboard.conversation.chatbot.Chatbots;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.conversation.ticket.OpenTicket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

/// An outside bot hands its customer over to people. It proves itself by a signature of the raw body, or by a secret
/// key; nothing of the body is used before.
@RestController
@Tag(name = "Omnichannel: webhooks")
class ChatbotController {
    private static final String SIGNATURE = "X-Switchboard-Signature";
    private static final int LARGEST = 1024 * 1024;

    private final Chatbots chatbots;
    private final OpenTicket openTicket;
    private final JsonMapper json;
    private final Counter refused;

    ChatbotController(Chatbots chatbots, OpenTicket openTicket, JsonMapper json, MeterRegistry meters) {
        this.chatbots = chatbots;
        this.openTicket = openTicket;
        this.json = json;
        this.refused = new WebhookRefusals(meters).of("chatbot", "signature");
    }

    private record HandedOverView(
            boolean success,

            @com.fasterxml.jackson.annotation.JsonProperty("ticket_id")
            String ticketId,

            String message) {
        static HandedOverView of(String ticketId) {
            return new HandedOverView(
                    true, ticketId, "Ticket #" + ticketId + " created. An agent will respond shortly.");
        }
    }

    record SecretRequest(@Nullable String secret) {}

    /// @param accountId whose bot it is, where the installation has several
    @Operation(
            summary = "Hand over from an outside bot",
            description = "Opens a ticket for a person. Proven by X-Switchboard-Signature (sha256= and the "
                    + "hex HMAC-SHA256 of the raw body under the bot's secret) or by a secret key. The "
                    + "session_id names the hand-over: the same again has no second effect.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ChatbotRequest.class))))
    @PostMapping("/api/webhooks/chatbot")
    Mono<HandedOverView> handOver(
            Caller caller,
            @RequestHeader(name = SIGNATURE, required = false) @Nullable String signature,
            @RequestParam(name = "account_id", required = false) @Nullable String accountId,
            ServerHttpRequest request) {
        return RawBody.read(request, LARGEST)
                .flatMap(body -> account(caller, accountId, signature, body)
                        .flatMap(account -> openTicket.open(parse(body).toOpening(account))))
                .map(ticket -> HandedOverView.of(PublicId.TICKET.of(ticket.id())));
    }

    /// Where the installation says what an account's bot signs with; the gateway routes nobody here.
    @PutMapping("/internal/accounts/{accountId}/chatbot")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> connect(Caller.Operator operator, @PathVariable UUID accountId, @RequestBody SecretRequest request) {
        if (request.secret() == null || request.secret().isBlank()) {
            throw Problem.field("secret", "can't be blank");
        }
        return chatbots.store(accountId, request.secret());
    }

    private Mono<UUID> account(Caller caller, @Nullable String named, @Nullable String signature, byte[] body) {
        return switch (caller) {
            case Caller.Server server -> Mono.just(server.accountToChange());
            case Caller.Agent _, Caller.Visitor _, Caller.Operator _ ->
                Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions"));
            case Caller.Anonymous _ -> {
                UUID account = named == null ? null : PublicId.plain(named).orElseGet(() -> new UUID(0, 0));
                yield signature == null
                        ? Mono.error(refused())
                        : chatbots.signer(account, signature, body).switchIfEmpty(Mono.error(this::refused));
            }
        };
    }

    private Problem refused() {
        refused.increment();
        return Problem.of(ProblemCode.INVALID_SIGNATURE, "The signature of the webhook is missing or wrong")
                .advise("Sign the raw body with the bot's secret, or send a secret key as a Bearer token.");
    }

    private ChatbotRequest parse(byte[] body) {
        try {
            ChatbotRequest request = json.readValue(body, ChatbotRequest.class);
            if (request != null) {
                return request;
            }
        } catch (DatabindException e) {
            if (!e.getPath().isEmpty() && e.getPath().getLast().getPropertyName() != null) {
                throw Problem.field(e.getPath().getLast().getPropertyName(), "is invalid");
            }
        } catch (JacksonException _) {
            // answered below
        }
        throw Problem.of(ProblemCode.INVALID_REQUEST, "The body is not a JSON object");
    }
}
