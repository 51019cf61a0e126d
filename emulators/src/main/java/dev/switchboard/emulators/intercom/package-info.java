/// Intercom: its API for conversations and contacts, its OAuth, and its notifications.
@NullMarked
package dev.switchboard.emulators.intercom;

import org.jspecify.annotations.NullMarked;
