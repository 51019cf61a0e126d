/// The contract of all channels, shown once for each adapter against its emulator.
@NullMarked
package dev.switchboard.channel.kit;

import org.jspecify.annotations.NullMarked;
