/// What the emulators took from Switchboard.
@NullMarked
package dev.switchboard.emulators.sent;

import org.jspecify.annotations.NullMarked;
