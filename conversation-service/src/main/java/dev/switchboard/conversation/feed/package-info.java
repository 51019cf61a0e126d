/// What sockets of the gateway ask: a conversation or an account from a place on, and who belongs to a conversation.
@NullMarked
package dev.switchboard.conversation.feed;

import org.jspecify.annotations.NullMarked;
