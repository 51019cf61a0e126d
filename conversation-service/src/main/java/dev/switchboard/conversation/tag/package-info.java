/// Tags: words that an account sorts its conversations by.
@NullMarked
package dev.switchboard.conversation.tag;

import org.jspecify.annotations.NullMarked;
