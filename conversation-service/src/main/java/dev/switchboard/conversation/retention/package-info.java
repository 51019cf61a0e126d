/// How long what was said is kept after a conversation is closed.
@NullMarked
package dev.switchboard.conversation.retention;

import org.jspecify.annotations.NullMarked;
