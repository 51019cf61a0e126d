/// Gmail: connected by OAuth, read by its history, and written through its API.
@NullMarked
package dev.switchboard.channel.gmail;

import org.jspecify.annotations.NullMarked;
