/// One store for bytes; events carry references to it, never bytes.
@NullMarked
package dev.switchboard.common.blob;

import org.jspecify.annotations.NullMarked;
