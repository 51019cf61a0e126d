/// Identifiers: time-ordered UUIDs, made here and nowhere else.
@NullMarked
package dev.switchboard.common.id;

import org.jspecify.annotations.NullMarked;
