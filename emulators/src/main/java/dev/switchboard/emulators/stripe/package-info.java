/// Stripe's side: signed events of subscriptions.
@NullMarked
package dev.switchboard.emulators.stripe;

import org.jspecify.annotations.NullMarked;
