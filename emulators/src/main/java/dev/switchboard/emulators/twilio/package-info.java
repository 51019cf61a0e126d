/// Twilio's servers: the REST API, and its webhooks.
@NullMarked
package dev.switchboard.emulators.twilio;

import org.jspecify.annotations.NullMarked;
