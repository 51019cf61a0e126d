package dev.switchboard.channel.mattermost;

import dev.switchboard.channel.inbound.ReceiveWebhook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Mattermost's outgoing webhooks.
@RestController
@Tag(name = "Netia: webhooks")
class MattermostWebhookController {
    private final ReceiveWebhook receiveWebhook;
    private final MattermostWebhook webhook;

    MattermostWebhookController(ReceiveWebhook receiveWebhook, MattermostWebhook webhook) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
    }

    /// Nothing in it: an answer with a text would be posted at once.
    record Acknowledged() {}

    @Operation(
            summary = "Take Mattermost's posts",
            description = "For an outgoing webhook, form or JSON, with its token in the body. 200 means stored; a post "
                    + "that comes again has no second effect.")
    @PostMapping("/api/mattermost/webhook")
    Mono<Acknowledged> receive(ServerHttpRequest request) {
        return receiveWebhook.receive(webhook, request).thenReturn(new Acknowledged());
    }
}
