/// What is remembered of a customer, as key and value.
@NullMarked
package dev.switchboard.memory.memory;

import org.jspecify.annotations.NullMarked;
