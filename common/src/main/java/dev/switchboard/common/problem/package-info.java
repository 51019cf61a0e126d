/// Refusals: one type inside, rendered once per wire.
@NullMarked
package dev.switchboard.common.problem;

import org.jspecify.annotations.NullMarked;
