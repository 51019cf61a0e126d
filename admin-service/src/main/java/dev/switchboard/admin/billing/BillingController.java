package dev.switchboard.admin.billing;

import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Shows administrators the account's plan.
@RestController
@Tag(name = "Netia: billing")
class BillingController {
    private final Billings billings;

    BillingController(Billings billings) {
        this.billings = billings;
    }

    @Operation(
            summary = "Show the account's plan",
            description =
                    "What Stripe has said of its subscription; `status` is Stripe's own, and `none` where there is "
                            + "none. For administrators.")
    @GetMapping("/api/billing")
    Mono<One> show(Caller.Staff caller) {
        return billings.ofAccount(caller.accountToAdminister())
                .mapNotNull(Billing::subscription)
                .map(BillingView::of)
                .defaultIfEmpty(BillingView.NONE)
                .map(One::new);
    }

    record One(BillingView data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record BillingView(
            String object,
            @Nullable String plan,
            String status,
            @Nullable String subscription,
            @Nullable Instant currentPeriodEnd,
            boolean cancelAtPeriodEnd,
            @Nullable Instant asOf) {
        static final BillingView NONE = new BillingView("billing", null, "none", null, null, false, null);

        static BillingView of(Subscription s) {
            return new BillingView(
                    "billing", s.plan(), s.status(), s.id(), s.currentPeriodEnd(), s.cancelAtPeriodEnd(), s.asOf());
        }
    }
}
