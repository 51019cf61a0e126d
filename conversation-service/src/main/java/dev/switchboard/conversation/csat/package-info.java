/// What customers thought of a conversation that is closed.
@NullMarked
package dev.switchboard.conversation.csat;

import org.jspecify.annotations.NullMarked;
