/// What an account pays for, as Stripe tells it.
@NullMarked
package dev.switchboard.admin.billing;

import org.jspecify.annotations.NullMarked;
