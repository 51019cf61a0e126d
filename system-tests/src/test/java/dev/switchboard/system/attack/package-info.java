/// Attacks on a running suite, as the table in `docs/guarantees.md` numbers them.
@NullMarked
package dev.switchboard.system.attack;

import org.jspecify.annotations.NullMarked;
