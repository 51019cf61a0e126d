/// Conversations in the words of the platform's Admin API, which calls them sessions.
@NullMarked
package dev.switchboard.conversation.api.platform;

import org.jspecify.annotations.NullMarked;
