/// The port that every provider fills, and the accounts that an inbox has with them.
@NullMarked
package dev.switchboard.channel.channel;

import org.jspecify.annotations.NullMarked;
