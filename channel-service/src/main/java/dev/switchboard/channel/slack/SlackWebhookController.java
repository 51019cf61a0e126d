package dev.switchboard.channel.slack;

import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.HookReader;
import dev.switchboard.channel.inbound.ReceiveWebhook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Slack's events.
@RestController
@Tag(name = "Netia: webhooks")
class SlackWebhookController {
    private final ReceiveWebhook receiveWebhook;
    private final SlackWebhook webhook;

    SlackWebhookController(ReceiveWebhook receiveWebhook, SlackWebhook webhook) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
    }

    @Operation(
            summary = "Take Slack's events",
            description = "For Slack, signed in `X-Slack-Signature`; older than five minutes is refused. Answers "
                    + "`url_verification` with its challenge. 200 means stored; an event that comes again has no "
                    + "second effect.")
    @PostMapping(path = "/api/slack/webhook", produces = MediaType.TEXT_PLAIN_VALUE)
    Mono<String> receive(ServerHttpRequest request) {
        return HookReader.read(request).flatMap(this::receive);
    }

    private Mono<String> receive(Hook hook) {
        return receiveWebhook
                .receive(webhook, hook)
                .then(Mono.fromSupplier(
                        () -> Objects.requireNonNullElse(webhook.parsed(hook).challenge(), "")));
    }
}
