package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
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
    private static final int LARGEST = 3 * 1024 * 1024;

    private final ReceiveWebhook receiveWebhook;
    private final ProviderAccounts accounts;

    WhatsappWebhookController(ReceiveWebhook receiveWebhook, ProviderAccounts accounts) {
        this.receiveWebhook = receiveWebhook;
        this.accounts = accounts;
    }

    record Acknowledged(String status) {}

    @Operation(
            summary = "Take WhatsApp's events",
            description = "For Meta, signed in `X-Hub-Signature-256`. 200 means stored; an event that comes again "
                    + "has no second effect.")
    @PostMapping("/api/webhooks/whatsapp")
    Mono<Acknowledged> omnichannel(ServerHttpRequest request) {
        return receive(request).thenReturn(new Acknowledged("ok"));
    }

    @Operation(
            summary = "Take WhatsApp's events",
            description = "For Meta, signed in `X-Hub-Signature-256`. 200 means stored; an event that comes again "
                    + "has no second effect.")
    @PostMapping("/api/channels/whatsapp/webhook")
    Mono<Acknowledged> platform(ServerHttpRequest request) {
        return receive(request).thenReturn(new Acknowledged("received"));
    }

    @Operation(
            summary = "Prove a WhatsApp webhook's address",
            description = "Meta asks once, when the address is set up. Answers with `hub.challenge` where "
                    + "`hub.verify_token` is that of an account.")
    @GetMapping(
            path = {"/api/webhooks/whatsapp", "/api/channels/whatsapp/webhook"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    Mono<String> verify(
            @RequestParam(name = "hub.mode", required = false) @Nullable String mode,
            @RequestParam(name = "hub.verify_token", required = false) @Nullable String token,
            @RequestParam(name = "hub.challenge", required = false) @Nullable String challenge) {
        if (!"subscribe".equals(mode) || token == null || challenge == null) {
            return Mono.error(refusal());
        }
        return accounts.verifies(WhatsappSettings.PROVIDER, token)
                .filter(verified -> verified)
                .map(_ -> challenge)
                .switchIfEmpty(Mono.error(WhatsappWebhookController::refusal));
    }

    private static Problem refusal() {
        return Problem.of(ProblemCode.FORBIDDEN, "The verify token is not one of ours");
    }

    private Mono<Void> receive(ServerHttpRequest request) {
        String signature = request.getHeaders().getFirst(MetaSignature.HEADER);
        return DataBufferUtils.join(request.getBody(), LARGEST)
                .map(WhatsappWebhookController::bytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> receiveWebhook.receive(body, signature));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
