/// What services say to each other: one type per topic, its key, and the one JSON form of it.
@NullMarked
package dev.switchboard.common.contract;

import org.jspecify.annotations.NullMarked;
