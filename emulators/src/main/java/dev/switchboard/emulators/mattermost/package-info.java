/// A Mattermost server: its REST API, and an outgoing webhook.
@NullMarked
package dev.switchboard.emulators.mattermost;

import org.jspecify.annotations.NullMarked;
