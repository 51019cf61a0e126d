/// How often somebody may try to prove who it is.
@NullMarked
package dev.switchboard.admin.throttle;

import org.jspecify.annotations.NullMarked;
