/// The providers' side of every channel, for the demo and for tests.
@NullMarked
package dev.switchboard.emulators;

import org.jspecify.annotations.NullMarked;
