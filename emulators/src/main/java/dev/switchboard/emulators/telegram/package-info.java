/// Telegram's bot API, and its webhook.
@NullMarked
package dev.switchboard.emulators.telegram;

import org.jspecify.annotations.NullMarked;
