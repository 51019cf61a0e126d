package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.inbound.ReceiveWebhook;
import dev.switchboard.channel.meta.MetaChallenge;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// WhatsApp's webhooks under the addresses of both specifications, which differ in the word of thanks only.
@RestController
@Tag(name = "Platform: channels")
class WhatsappWebhookController {
    private final ReceiveWebhook receiveWebhook;
    private final WhatsappWebhook webhook;
    private final MetaChallenge challenges;

    WhatsappWebhookController(ReceiveWebhook receiveWebhook, WhatsappWebhook webhook, MetaChallenge challenges) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
        this.challenges = challenges;
    }

    record Acknowledged(String status) {}

    @Operation(
            summary = "Take WhatsApp's events",
            description = "For Meta, signed in `X-Hub-Signature-256`. 200 means stored; an event that comes again "
                    + "has no second effect.")
    @PostMapping("/api/webhooks/whatsapp")
    Mono<Acknowledged> omnichannel(ServerHttpRequest request) {
        return receiveWebhook.receive(webhook, request).thenReturn(new Acknowledged("ok"));
    }

    @Operation(
            summary = "Take WhatsApp's events",
            description = "For Meta, signed in `X-Hub-Signature-256`. 200 means stored; an event that comes again "
                    + "has no second effect.")
    @PostMapping("/api/channels/whatsapp/webhook")
    Mono<Acknowledged> platform(ServerHttpRequest request) {
        return receiveWebhook.receive(webhook, request).thenReturn(new Acknowledged("received"));
    }

    @Operation(
            summary = "Prove a WhatsApp webhook's address",
            description = "Meta asks once, when the address is set up. Answers with `hub.challenge` where "
                    + "`hub.verify_token` is that of an account.")
    @GetMapping(
            path = {"/api/channels/whatsapp/webhook", "/api/webhooks/whatsapp"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    Mono<String> verify(
            @RequestParam(name = "hub.mode", required = false) @Nullable String mode,
            @RequestParam(name = "hub.verify_token", required = false) @Nullable String token,
            @RequestParam(name = "hub.challenge", required = false) @Nullable String challenge) {
        return challenges.answer(WhatsappSettings.PROVIDER, mode, token, challenge);
    }
}
