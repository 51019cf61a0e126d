/// Measures a running suite from outside, through real sockets on an open-loop schedule.
@NullMarked
package dev.switchboard.bench;

import org.jspecify.annotations.NullMarked;
