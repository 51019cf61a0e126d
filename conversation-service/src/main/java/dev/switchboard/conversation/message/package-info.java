/// Messages: recorded once, in order, together with the facts that tell of them.
@NullMarked
package dev.switchboard.conversation.message;

import org.jspecify.annotations.NullMarked;
