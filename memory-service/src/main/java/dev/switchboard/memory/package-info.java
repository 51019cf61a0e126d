/// The company's knowledge and what is remembered of its customers: the evidence that answers stand on.
@NullMarked
package dev.switchboard.memory;

import org.jspecify.annotations.NullMarked;
