/// Telegram, by its bot API.
@NullMarked
package dev.switchboard.channel.telegram;

import org.jspecify.annotations.NullMarked;
