/// Visitors of pages who write without a socket: in the same conversations as with one.
@NullMarked
package dev.switchboard.conversation.webchat;

import org.jspecify.annotations.NullMarked;
