/// The one way to call an address that somebody outside has named: webhook receivers, media, callbacks. Guarded against
/// server-side request forgery; calls to providers that the operator has set up need no guard.
@NullMarked
package dev.switchboard.common.egress;

import org.jspecify.annotations.NullMarked;
