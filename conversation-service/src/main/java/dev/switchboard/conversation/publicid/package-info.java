/// The ids that Omnichannel's clients see.
@NullMarked
package dev.switchboard.conversation.publicid;

import org.jspecify.annotations.NullMarked;
