/// What the desk notes on a conversation besides its state: subject, attributes, tags, sleep.
@NullMarked
package dev.switchboard.conversation.desk;

import org.jspecify.annotations.NullMarked;
