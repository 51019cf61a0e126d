/// Faults of a provider, switched on by tests.
@NullMarked
package dev.switchboard.emulators.fault;

import org.jspecify.annotations.NullMarked;
