package dev.switchboard.admin.subscription.web;

import dev.switchboard.admin.subscription.Subscribe;
import dev.switchboard.admin.subscription.Subscriptions;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Event subscriptions as the Netia API has them.
@RestController
@Tag(name = "Netia: event subscriptions")
class SubscriptionController {
    private final Subscriptions subscriptions;
    private final Subscribe subscribe;
    private final Audit audit;

    SubscriptionController(Subscriptions subscriptions, Subscribe subscribe, Audit audit) {
        this.audit = audit;
        this.subscriptions = subscriptions;
        this.subscribe = subscribe;
    }

    @Operation(
            summary = "Subscribe to events",
            description = "For administrators and servers. The address is asked at once: it is sent "
                    + "`{\"event\": \"webhook:verify\", \"payload\": \"<64 characters>\"}` and has to answer with the "
                    + "payload. Where it does not, `verified` is false, `reason` says why, and nothing is sent until it "
                    + "does. `secret` signs what is sent (Standard Webhooks) and is shown this once.")
    @PostMapping("/api/event_subscriptions")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<SubscriptionView.One> create(Caller.Staff caller, @Valid @RequestBody SubscriptionRequest request) {
        return Mono.defer(() -> subscribe.create(caller.accountToAdminister(), request.wanted()))
                .map(made -> SubscriptionView.of(made.subscription(), made.secret()));
    }

    @Operation(
            summary = "List event subscriptions",
            description = "Of the account, without their secrets. For administrators and servers.")
    @GetMapping("/api/event_subscriptions")
    Mono<SubscriptionView.Many> list(Caller.Staff caller) {
        return Mono.defer(() -> subscriptions
                .all(caller.accountToAdminister())
                .map(subscription -> SubscriptionView.view(subscription, null))
                .collectList()
                .map(SubscriptionView.Many::new));
    }

    @Operation(summary = "Get an event subscription", description = "For administrators and servers.")
    @GetMapping("/api/event_subscriptions/{id}")
    Mono<SubscriptionView.One> get(Caller.Staff caller, @PathVariable String id) {
        return Mono.defer(() -> subscriptions.get(caller.accountToAdminister(), ResourceId.of(id)))
                .map(SubscriptionView::of);
    }

    @Operation(
            summary = "Change an event subscription",
            description =
                    "What is absent stays. A new address is asked as at the creation, and events that wait go there. "
                            + "For administrators and servers.")
    @RequestMapping(
            path = "/api/event_subscriptions/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    Mono<SubscriptionView.One> change(
            Caller.Staff caller, @PathVariable String id, @Valid @RequestBody SubscriptionRequest request) {
        return Mono.defer(() -> {
                    UUID account = caller.accountToAdminister();
                    return subscribe.change(account, ResourceId.of(id), request.wanted());
                })
                .map(SubscriptionView::of);
    }

    @Operation(
            summary = "Delete an event subscription",
            description = "With its deliveries and their log; what waits is not sent. For administrators and servers.")
    @DeleteMapping("/api/event_subscriptions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String id) {
        return Mono.defer(() -> {
            UUID account = caller.accountToAdminister();
            UUID subscription = ResourceId.of(id);
            return audit.doing(
                    account,
                    subscriptions.delete(account, subscription),
                    Act.of("event_subscription.deleted", "event_subscription", subscription));
        });
    }
}
