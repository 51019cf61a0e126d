/// Slack: the Web API with OAuth, events and interactions.
@NullMarked
package dev.switchboard.emulators.slack;

import org.jspecify.annotations.NullMarked;
