/// Omnichannel's tickets, on the one domain.
@NullMarked
package dev.switchboard.conversation.api.omnichannel;

import org.jspecify.annotations.NullMarked;
