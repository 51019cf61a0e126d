package dev.switchboard.channel.x;

import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.ReceiveWebhook;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// X's webhooks, and its challenge-response check.
@RestController
@Tag(name = "Omnichannel: webhooks")
class XWebhookController {
    private static final int LONGEST_TOKEN = 1000;

    private final ReceiveWebhook receiveWebhook;
    private final XWebhook webhook;
    private final ProviderAccounts accounts;

    XWebhookController(ReceiveWebhook receiveWebhook, XWebhook webhook, ProviderAccounts accounts) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
        this.accounts = accounts;
    }

    record Acknowledged(String status) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Response(String responseToken) {}

    @Operation(
            summary = "Take X's events",
            description = "For X, signed in `x-twitter-webhooks-signature`. 200 means stored; an event that comes "
                    + "again has no second effect.")
    @PostMapping("/api/webhooks/twitter")
    Mono<Acknowledged> receive(ServerHttpRequest request) {
        return receiveWebhook.receive(webhook, request).thenReturn(new Acknowledged("ok"));
    }

    @Operation(
            summary = "Answer X's challenge",
            description = "X asks when the address is set up, and about hourly: `crc_token`, signed with the consumer "
                    + "secret. With several accounts of different applications, the address of one ends with "
                    + "`?inbox_id=` and its inbox.")
    @GetMapping("/api/webhooks/twitter")
    Mono<Response> challenge(
            @RequestParam(name = "crc_token", required = false) @Nullable String token,
            @RequestParam(name = "inbox_id", required = false) @Nullable UUID inboxId) {
        if (token == null || token.isBlank() || token.length() > LONGEST_TOKEN) {
            return Mono.error(Problem.field("crc_token", "needs 1 to " + LONGEST_TOKEN + " characters"));
        }
        return accounts.all(XSettings.PROVIDER)
                .filter(account -> inboxId == null || account.inboxId().equals(inboxId))
                .map(account -> accounts.open(account, XSettings.class).consumerSecret())
                .distinct()
                .take(2)
                .collectList()
                .filter(secrets -> secrets.size() == 1)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("One account of X")))
                .map(secrets ->
                        new Response(XSignature.sign(token.getBytes(StandardCharsets.UTF_8), secrets.getFirst())));
    }
}
