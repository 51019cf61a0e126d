/// Faults, one by one, while customers write: what was promised is compared with what is there.
@NullMarked
package dev.switchboard.chaos;

import org.jspecify.annotations.NullMarked;
