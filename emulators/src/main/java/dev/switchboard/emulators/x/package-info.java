/// X's direct messages: the API, and the account-activity webhooks.
@NullMarked
package dev.switchboard.emulators.x;

import org.jspecify.annotations.NullMarked;
