/// Removes what was received from and sent to erased customers.
@NullMarked
package dev.switchboard.channel.erasure;

import org.jspecify.annotations.NullMarked;
