package dev.switchboard.channel.twilio;

import dev.switchboard.channel.inbound.ReceiveWebhook;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Twilio's webhooks.
@RestController
@Tag(name = "Netia: webhooks")
class TwilioWebhookController {
    private final ReceiveWebhook receiveWebhook;
    private final TwilioWebhook webhook;

    TwilioWebhookController(ReceiveWebhook receiveWebhook, TwilioWebhook webhook) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
    }

    @Operation(
            summary = "Take Twilio's messages and statuses",
            description = "For Twilio, signed in `X-Twilio-Signature` over the public address and the form's fields. "
                    + "200 means stored, and answers with no message; an event that comes again has no second effect.")
    @PostMapping(path = TwilioClient.WEBHOOK, produces = MediaType.TEXT_XML_VALUE)
    Mono<String> receive(ServerHttpRequest request) {
        return receiveWebhook
                .receive(webhook, request)
                .thenReturn("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>");
    }
}
