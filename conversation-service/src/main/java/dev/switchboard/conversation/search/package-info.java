/// Finds messages, conversations and customers by their words, over all of an account's history.
@NullMarked
package dev.switchboard.conversation.search;

import org.jspecify.annotations.NullMarked;
