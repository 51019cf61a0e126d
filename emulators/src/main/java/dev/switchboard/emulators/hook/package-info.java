/// Calls from the providers to the business: signed, repeated until taken, doubled or delayed on request.
@NullMarked
package dev.switchboard.emulators.hook;

import org.jspecify.annotations.NullMarked;
