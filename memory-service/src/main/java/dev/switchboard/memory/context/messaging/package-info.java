/// Hears messages and tells assembled contexts.
@NullMarked
package dev.switchboard.memory.context.messaging;

import org.jspecify.annotations.NullMarked;
