/// Who is online in an account, on whichever replica of the gateway.
@NullMarked
package dev.switchboard.gateway.presence;

import org.jspecify.annotations.NullMarked;
