/// Conversations shown to somebody outside by a link.
@NullMarked
package dev.switchboard.conversation.share;

import org.jspecify.annotations.NullMarked;
