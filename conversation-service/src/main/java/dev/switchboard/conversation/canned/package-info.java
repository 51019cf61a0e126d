/// Canned responses: answers that the desk keeps ready, with places for names.
@NullMarked
package dev.switchboard.conversation.canned;

import org.jspecify.annotations.NullMarked;
