package dev.switchboard.admin.billing;

import dev.switchboard.common.audit.Act;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer of Stripe's: whose account it is and what it has.
///
/// @param accountId null while no event has named it
/// @param linkedAt the time of the event that named it
record Billing(
        String customer,
        @Nullable UUID accountId,
        @Nullable Instant linkedAt,
        @Nullable Subscription subscription) {
    static Billing of(String customer) {
        return new Billing(customer, null, null, null);
    }

    Billing after(StripeEvent event) {
        UUID named = event.account();
        boolean links = named != null && (linkedAt == null || !event.at().isBefore(linkedAt));
        Subscription told = event.subscription();
        return new Billing(
                customer,
                links ? named : accountId,
                links ? event.at() : linkedAt,
                told != null && told.after(subscription) ? told : subscription);
    }

    /// What the audit log says of how it came from `before`.
    Act changeOf(Billing before) {
        return Act.of("billing.changed", "account", accountId)
                .changed("plan", plan(before.subscription), plan(subscription))
                .changed("status", status(before.subscription), status(subscription));
    }

    private static @Nullable String plan(@Nullable Subscription of) {
        return of == null ? null : of.plan();
    }

    private static @Nullable String status(@Nullable Subscription of) {
        return of == null ? null : of.status();
    }
}
