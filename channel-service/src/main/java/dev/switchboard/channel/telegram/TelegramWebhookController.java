package dev.switchboard.channel.telegram;

import dev.switchboard.channel.inbound.ReceiveWebhook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Telegram's updates.
@RestController
@Tag(name = "Netia: webhooks")
class TelegramWebhookController {
    private final ReceiveWebhook receiveWebhook;
    private final TelegramWebhook webhook;

    TelegramWebhookController(ReceiveWebhook receiveWebhook, TelegramWebhook webhook) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
    }

    record Acknowledged(boolean ok) {}

    @Operation(
            summary = "Take Telegram's updates",
            description = "For Telegram, with the secret of `setWebhook` in `X-Telegram-Bot-Api-Secret-Token`. 200 "
                    + "means stored; an update that comes again has no second effect.")
    @PostMapping("/api/telegram/webhook")
    Mono<Acknowledged> receive(ServerHttpRequest request) {
        return receiveWebhook.receive(webhook, request).thenReturn(new Acknowledged(true));
    }
}
