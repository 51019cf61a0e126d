/// Direct messages on X.
@NullMarked
package dev.switchboard.channel.x;

import org.jspecify.annotations.NullMarked;
