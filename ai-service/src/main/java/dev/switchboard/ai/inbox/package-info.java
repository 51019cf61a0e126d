/// Which inboxes there are, and who answers in them.
@NullMarked
package dev.switchboard.ai.inbox;

import org.jspecify.annotations.NullMarked;
