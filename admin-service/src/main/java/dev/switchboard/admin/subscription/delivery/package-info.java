/// Brings events to their subscribers: in order, signed, again and again for a day.
@NullMarked
package dev.switchboard.admin.subscription.delivery;

import org.jspecify.annotations.NullMarked;
