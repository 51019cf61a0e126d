package dev.switchboard.admin.billing;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A subscription as one event shows it. Events come in any order, Stripe's clock counts seconds, and a deleted
/// subscription never lives again: `after` says which of two is the later state, whatever came first.
///
/// @param plan the price's lookup key, nickname or id
/// @param status Stripe's own: active, trialing, past_due, canceled, unpaid, paused, incomplete, incomplete_expired
/// @param asOf when Stripe made the event
/// @param first the event of its creation
record Subscription(
        String id,
        Instant begunAt,
        @Nullable String plan,
        String status,
        @Nullable Instant currentPeriodEnd,
        boolean cancelAtPeriodEnd,
        Instant asOf,
        boolean first,
        boolean deleted) {
    /// The newer subscription of a customer counts; of one subscription its end, and else the newer event. In the
    /// second
    /// of its creation any other event is the later one; of two more in one second the one that came last.
    private static final Comparator<Subscription> LATER = Comparator.comparing(Subscription::begunAt)
            .thenComparing(Subscription::id)
            .thenComparing(Subscription::deleted)
            .thenComparing(Subscription::asOf)
            .thenComparing(s -> !s.first());

    boolean after(@Nullable Subscription known) {
        return known == null || LATER.compare(this, known) >= 0;
    }
}
