/// Provider accounts, what comes in from providers, and what goes out to them.
@NullMarked
package dev.switchboard.channel;

import org.jspecify.annotations.NullMarked;
