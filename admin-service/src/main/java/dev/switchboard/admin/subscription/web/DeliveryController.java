package dev.switchboard.admin.subscription.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.admin.subscription.Subscriptions;
import dev.switchboard.admin.subscription.delivery.Deliveries;
import dev.switchboard.admin.subscription.delivery.Delivery;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The delivery log of a subscription.
@RestController
@Tag(name = "Netia: event subscriptions")
class DeliveryController {
    private static final Set<String> STATES = Set.of("waiting", "delivered", "dead");
    private static final int MOST = 100;

    private final Subscriptions subscriptions;
    private final Deliveries deliveries;

    DeliveryController(Subscriptions subscriptions, Deliveries deliveries) {
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record CallView(
            Instant at,
            long durationMs,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String response) {
        static CallView of(Delivery.Call call) {
            return new CallView(millis(call.at()), call.tookMs(), call.status(), call.error(), call.response());
        }
    }

    /// @param body what is sent, word for word; only where one delivery is asked for
    /// @param calls only where one delivery is asked for
    @JsonNaming(SnakeCaseStrategy.class)
    record DeliveryView(
            UUID id,
            String object,
            String event,
            String state,
            @Nullable String reason,
            int attempts,
            @Nullable UUID conversationId,
            Instant createdAt,
            @Nullable Instant settledAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant nextAttemptAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String body,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<CallView> calls) {
        static DeliveryView of(Delivery delivery, @Nullable List<Delivery.Call> calls) {
            return new DeliveryView(
                    delivery.id(),
                    "webhook_delivery",
                    delivery.event(),
                    delivery.state(),
                    delivery.reason(),
                    delivery.attempts(),
                    delivery.conversationId(),
                    millis(delivery.createdAt()),
                    delivery.settledAt() == null ? null : millis(delivery.settledAt()),
                    delivery.nextAttemptAt() == null ? null : millis(delivery.nextAttemptAt()),
                    delivery.body(),
                    calls == null ? null : calls.stream().map(CallView::of).toList());
        }
    }

    record One(DeliveryView data) {}

    /// @param next what to pass as `after` for the next page; null at the end
    record Page(List<DeliveryView> data, @Nullable UUID next) {}

    record Count(Again data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Again(int sentAgain) {}

    @Operation(
            summary = "List deliveries",
            description =
                    "The newest first; `state` waiting, delivered or dead. Delivered ones are kept for 7 days, dead "
                            + "ones for 30. For administrators and servers.")
    @GetMapping("/api/event_subscriptions/{id}/deliveries")
    Mono<Page> list(
            Caller.Staff caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        return Mono.defer(() -> {
            UUID account = caller.accountToAdminister();
            if (state != null && !STATES.contains(state)) {
                return Mono.error(Problem.field("state", "must be waiting, delivered or dead"));
            }
            if (limit < 1 || limit > MOST) {
                return Mono.error(Problem.field("limit", "must be from 1 to " + MOST));
            }
            return subscriptions
                    .get(account, ResourceId.of(id))
                    .flatMapMany(subscription -> deliveries.page(account, subscription.id(), state, after, limit + 1))
                    .map(delivery -> DeliveryView.of(delivery, null))
                    .collectList()
                    .map(found -> page(found, limit));
        });
    }

    private static Page page(List<DeliveryView> found, int limit) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        List<DeliveryView> shown = found.subList(0, limit);
        return new Page(shown, shown.getLast().id());
    }

    @Operation(
            summary = "Get a delivery",
            description =
                    "With the body that is sent and every call: its status, how long it took, and the first 4 KB of "
                            + "the answer. For administrators and servers.")
    @GetMapping("/api/event_subscriptions/{id}/deliveries/{deliveryId}")
    Mono<One> get(Caller.Staff caller, @PathVariable String id, @PathVariable String deliveryId) {
        return Mono.defer(() ->
                        deliveries.get(caller.accountToAdminister(), ResourceId.of(id), ResourceId.of(deliveryId)))
                .flatMap(this::view);
    }

    @Operation(
            summary = "Send a delivery again",
            description =
                    "Under the same `webhook-id`, at once and out of order, with a new timestamp and signature. For "
                            + "administrators and servers.")
    @PostMapping("/api/event_subscriptions/{id}/deliveries/{deliveryId}/send_again")
    Mono<One> sendAgain(Caller.Staff caller, @PathVariable String id, @PathVariable String deliveryId) {
        return Mono.defer(() -> deliveries.sendAgain(
                        caller.accountToAdminister(), ResourceId.of(id), ResourceId.of(deliveryId)))
                .flatMap(this::view);
    }

    @Operation(
            summary = "Send all dead deliveries again",
            description = "The oldest 10,000, in the order of each conversation. For administrators and servers.")
    @PostMapping("/api/event_subscriptions/{id}/deliveries/send_again")
    Mono<Count> sendAllAgain(Caller.Staff caller, @PathVariable String id) {
        return Mono.defer(() -> {
            UUID account = caller.accountToAdminister();
            return subscriptions
                    .get(account, ResourceId.of(id))
                    .flatMap(subscription -> deliveries.sendAllAgain(account, subscription.id()))
                    .map(count -> new Count(new Again(count)));
        });
    }

    private Mono<One> view(Delivery delivery) {
        return deliveries.calls(delivery).map(calls -> new One(DeliveryView.of(delivery, calls)));
    }
}
