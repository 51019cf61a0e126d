/// Brings articles in that were written elsewhere.
@NullMarked
package dev.switchboard.memory.knowledge.imports;

import org.jspecify.annotations.NullMarked;
