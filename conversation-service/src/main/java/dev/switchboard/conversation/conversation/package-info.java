/// A conversation: its number, its one owner, and its state on the desk.
@NullMarked
package dev.switchboard.conversation.conversation;

import org.jspecify.annotations.NullMarked;
