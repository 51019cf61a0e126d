package dev.switchboard.channel.delivery;

import dev.switchboard.channel.delivery.DeliveryRecord.DeliveryView;
import dev.switchboard.channel.delivery.DeliveryRecord.StepView;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// How messages reached their provider, and another try for those that did not.
@RestController
@Tag(name = "Netia: deliveries")
class DeliveryController {
    private static final UUID NEWEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");
    private static final int PAGE = 100;

    private final DeliveryRecord record;

    DeliveryController(DeliveryRecord record) {
        this.record = record;
    }

    @Operation(
            summary = "List deliveries",
            description = "Newest first, 1 to 100; `after` takes the last `id` of the page before. A long message or "
                    + "one with files has a delivery for each part. `unknown` says that the provider's answer was "
                    + "lost: the message may have arrived, and is not sent again by itself.")
    @GetMapping("/api/deliveries")
    Mono<Page> list(
            Caller.Staff caller,
            @RequestParam(name = "message_id", required = false) @Nullable UUID messageId,
            @RequestParam(name = "conversation_id", required = false) @Nullable UUID conversationId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > PAGE) {
            throw Problem.field("limit", "must be 1 to " + PAGE);
        }
        return record.list(
                        caller.accountId(),
                        new DeliveryRecord.Wanted(
                                messageId, conversationId, state, after == null ? NEWEST : after, limit))
                .collectList()
                .map(Page::new);
    }

    record Page(List<DeliveryView> data) {}

    @Operation(
            summary = "Show every step of a delivery",
            description = "`accepted`, `queued`, `handed_over` at each attempt, and what the provider told, in the "
                    + "order in which it came.")
    @GetMapping("/api/deliveries/{id}/steps")
    Mono<Steps> steps(Caller.Staff caller, @PathVariable UUID id) {
        return record.steps(caller.accountId(), id)
                .collectList()
                .filter(steps -> !steps.isEmpty())
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Delivery " + id)))
                .map(Steps::new);
    }

    record Steps(List<StepView> data) {}

    @Operation(
            summary = "Send a failed message again",
            description = "Under the id of the first time, which providers with idempotency keys are given. Refused "
                    + "with 409 while the message has not failed.")
    @PostMapping("/api/deliveries/{id}/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Void> resend(Caller.Staff caller, @PathVariable UUID id) {
        UUID account = caller.accountToChange();
        return record.resend(account, id)
                .flatMap(queued -> queued
                        ? Mono.<Void>empty()
                        : record.steps(account, id)
                                .next()
                                .switchIfEmpty(Mono.error(() -> Problem.notFound("Delivery " + id)))
                                .flatMap(_ -> Mono.error(Problem.of(
                                        ProblemCode.CONFLICT, "The message has not failed, so it is not resent"))));
    }
}
