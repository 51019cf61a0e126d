/// Messenger as Meta runs it: the Send API, and its webhooks.
@NullMarked
package dev.switchboard.emulators.messenger;

import org.jspecify.annotations.NullMarked;
