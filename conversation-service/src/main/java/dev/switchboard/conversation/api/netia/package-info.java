/// The Netia API on this service's domain.
@NullMarked
package dev.switchboard.conversation.api.netia;

import org.jspecify.annotations.NullMarked;
