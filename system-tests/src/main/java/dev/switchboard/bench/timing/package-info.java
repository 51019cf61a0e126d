/// Whether the time of a refusal tells what its words do not.
@NullMarked
package dev.switchboard.bench.timing;

import org.jspecify.annotations.NullMarked;
