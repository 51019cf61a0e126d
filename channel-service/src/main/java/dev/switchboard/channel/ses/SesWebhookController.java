package dev.switchboard.channel.ses;

import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.HookReader;
import dev.switchboard.channel.inbound.MediaClient;
import dev.switchboard.channel.inbound.ReceiveWebhook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Where SNS posts.
@RestController
@Tag(name = "Netia: webhooks")
class SesWebhookController {
    private final ReceiveWebhook receive;
    private final SesWebhook webhook;
    private final SnsCertificates certificates;
    private final MediaClient client;
    private final JsonMapper json;

    SesWebhookController(
            ReceiveWebhook receive,
            SesWebhook webhook,
            SnsCertificates certificates,
            MediaClient client,
            JsonMapper json) {
        this.receive = receive;
        this.webhook = webhook;
        this.certificates = certificates;
        this.client = client;
        this.json = json;
    }

    record Taken(String status) {}

    @Operation(
            summary = "Take mails and their fates from Amazon SES",
            description =
                    "SNS posts here, as `text/plain` that holds JSON: mails that were received with their content, "
                            + "bounces and deliveries. The signature (version 1 or 2) is verified under a certificate from "
                            + "Amazon's own hosts, and the topic has to be one that an inbox is connected to; its subscription "
                            + "is confirmed by itself.")
    @PostMapping("/api/ses/webhook")
    Mono<Taken> take(ServerHttpRequest request) {
        return HookReader.read(request)
                .flatMap(hook -> prepare(hook).then(received(hook)))
                .thenReturn(new Taken("ok"));
    }

    /// The certificate of a message for a topic that nobody is connected to is not fetched.
    private Mono<Void> prepare(Hook hook) {
        return webhook.concerns(hook)
                .filter(known -> known)
                .flatMap(_ -> certificates.prepare(SnsMessage.of(json, hook.body())));
    }

    private Mono<Void> received(Hook hook) {
        return Mono.defer(() -> receive.receive(webhook, hook)).then(Mono.defer(() -> confirm(hook)));
    }

    private Mono<Void> confirm(Hook hook) {
        SnsMessage message = SnsMessage.of(json, hook.body());
        String url = message.subscribeUrl();
        return message.asksToConfirm() && url != null && certificates.trusts(url)
                ? client.once(url).then()
                : Mono.empty();
    }
}
