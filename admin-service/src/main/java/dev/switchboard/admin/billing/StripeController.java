package dev.switchboard.admin.billing;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.RawBody;
import dev.switchboard.common.service.WebhookRefusals;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// Stripe's webhook. Nothing of the body is read before its signature holds.
@RestController
@Tag(name = "Netia: billing")
class StripeController {
    private static final int LARGEST = 1024 * 1024;

    private final TakeStripeEvent takeStripeEvent;
    private final StripeSettings settings;
    private final WebhookRefusals refused;
    private final Clock clock;

    StripeController(TakeStripeEvent takeStripeEvent, StripeSettings settings, MeterRegistry meters, Clock clock) {
        this.takeStripeEvent = takeStripeEvent;
        this.settings = settings;
        this.refused = new WebhookRefusals(meters);
        this.clock = clock;
    }

    record Received(boolean received) {}

    @Operation(
            summary = "Take an event of Stripe's",
            description =
                    "Proven by `Stripe-Signature` (scheme v1, at most five minutes old, any of several). An event id "
                            + "has one effect; events may come in any order. Types that say nothing of a subscription are taken "
                            + "and ignored.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = StripeEvent.class))))
    @PostMapping("/api/stripe/webhooks")
    Mono<Received> receive(
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature,
            ServerHttpRequest request) {
        return RawBody.read(request, LARGEST)
                .flatMap(body -> {
                    verify(signature, body);
                    StripeEvent event = parse(body);
                    String id = event.id();
                    return id == null || !event.isComplete()
                            ? Mono.error(Problem.of(ProblemCode.INVALID_REQUEST, "The event has no id, type or time"))
                            : takeStripeEvent.take(id, event);
                })
                .thenReturn(new Received(true));
    }

    private void verify(@Nullable String header, byte[] body) {
        StripeSignature signature = StripeSignature.parse(header);
        if (signature == null) {
            throw refused("missing", "The Stripe-Signature is missing or is none");
        }
        if (!signature.verifies(body, settings.webhookSecrets())) {
            throw refused("signature", "The Stripe-Signature does not belong to this body");
        }
        if (!signature.isFresh(clock.instant(), settings.tolerance())) {
            throw refused("time", "The Stripe-Signature is too old, or a clock is wrong");
        }
    }

    private Problem refused(String reason, String detail) {
        refused.of("stripe", reason).increment();
        return Problem.of(ProblemCode.INVALID_SIGNATURE, detail)
                .advise("Check the endpoint's signing secret (STRIPE_WEBHOOK_SECRETS).");
    }

    private static StripeEvent parse(byte[] body) {
        try {
            return WireJson.read(body, StripeEvent.class);
        } catch (JacksonException | IllegalArgumentException _) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "The body is no event of Stripe's");
        }
    }
}
