/// Removes what is remembered of erased customers and conversations.
@NullMarked
package dev.switchboard.memory.erasure;

import org.jspecify.annotations.NullMarked;
