/// Who goes on when the bot should not: hand-over, hand-back, and the choice of an agent.
@NullMarked
package dev.switchboard.conversation.assignment;

import org.jspecify.annotations.NullMarked;
