package dev.switchboard.admin.subscription.web;

import dev.switchboard.admin.subscription.Subscribe;
import dev.switchboard.admin.subscription.Subscription;
import dev.switchboard.admin.subscription.Subscriptions;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// What is done with a subscription beside reading and changing it.
@RestController
@Tag(name = "Netia: event subscriptions")
class SubscriptionActionController {
    private final Subscriptions subscriptions;
    private final Subscribe subscribe;
    private final Audit audit;

    SubscriptionActionController(Subscriptions subscriptions, Subscribe subscribe, Audit audit) {
        this.audit = audit;
        this.subscriptions = subscriptions;
        this.subscribe = subscribe;
    }

    record VerifyRequest(
            @Size(max = 50) @Nullable String id,
            @Size(max = 2048) @Nullable String url) {}

    /// @param reason why it is not
    record Verified(boolean verified, String url, @Nullable String reason) {}

    record VerifiedView(Verified data) {}

    @Operation(
            summary = "Ask an address now",
            description =
                    "Sends the challenge to `url`, and keeps the answer for the account's subscriptions that have "
                            + "it; or to the address of the subscription `id`. One that was verified stays it. For administrators "
                            + "and servers.")
    @PostMapping("/api/event_subscriptions/verify")
    Mono<VerifiedView> verify(Caller.Staff caller, @Valid @RequestBody VerifyRequest request) {
        return Mono.defer(() -> {
                    UUID account = caller.accountToAdminister();
                    if (request.id() != null) {
                        return byId(account, ResourceId.of(request.id()));
                    }
                    if (request.url() == null) {
                        return Mono.error(Problem.field("url", "can't be blank"));
                    }
                    return byUrl(account, request.url());
                })
                .map(VerifiedView::new);
    }

    private Mono<SubscriptionView.One> changed(
            Caller.Staff caller, String done, String id, BiFunction<UUID, UUID, Mono<Subscription>> change) {
        return Mono.defer(() -> noted(caller, done, id, change.apply(caller.accountToAdminister(), ResourceId.of(id))))
                .map(SubscriptionView::of);
    }

    private <T> Mono<T> noted(Caller.Staff caller, String done, String id, Mono<T> work) {
        return audit.doing(
                caller.accountId(), work, _ -> Act.of("event_subscription." + done, "event_subscription", id));
    }

    private Mono<Verified> byId(UUID account, UUID id) {
        return subscribe
                .verify(account, id)
                .map(asked -> new Verified(asked.verifiedAt() != null, asked.url(), asked.reason()));
    }

    private Mono<Verified> byUrl(UUID account, String url) {
        return subscribe
                .verify(account, url)
                .map(reason -> new Verified(false, url, reason))
                .defaultIfEmpty(new Verified(true, url, null));
    }

    @Operation(
            summary = "Pause an event subscription",
            description =
                    "Events are kept, 30 days at most, and sent in their order once it is resumed. What is on its "
                            + "way at this moment may still arrive. For administrators and servers.")
    @PostMapping("/api/event_subscriptions/{id}/pause")
    Mono<SubscriptionView.One> pause(Caller.Staff caller, @PathVariable String id) {
        return changed(caller, "paused", id, subscriptions::pause);
    }

    @Operation(
            summary = "Resume an event subscription",
            description = "One that was paused, or disabled because its address was gone or failed for days. For "
                    + "administrators and servers.")
    @PostMapping("/api/event_subscriptions/{id}/resume")
    Mono<SubscriptionView.One> resume(Caller.Staff caller, @PathVariable String id) {
        return changed(caller, "resumed", id, subscriptions::resume);
    }

    @Operation(
            summary = "Make a new secret",
            description = "It is shown this once. For 24 hours the old one signs too: `webhook-signature` holds a "
                    + "signature of each. For administrators and servers.")
    @PostMapping("/api/event_subscriptions/{id}/rotate_secret")
    Mono<SubscriptionView.One> rotate(Caller.Staff caller, @PathVariable String id) {
        return Mono.defer(() -> {
            UUID account = caller.accountToAdminister();
            UUID subscription = ResourceId.of(id);
            return noted(caller, "secret_rotated", id, subscriptions.rotate(account, subscription))
                    .flatMap(secret ->
                            subscriptions.get(account, subscription).map(found -> SubscriptionView.of(found, secret)));
        });
    }
}
