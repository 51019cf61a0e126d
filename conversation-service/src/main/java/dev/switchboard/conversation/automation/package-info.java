/// What happens by itself: rules of the account on the facts of its conversations, and macros.
@NullMarked
package dev.switchboard.conversation.automation;

import org.jspecify.annotations.NullMarked;
