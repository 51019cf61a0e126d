/// Tickets as other systems open, read and change them. A ticket is a conversation.
@NullMarked
package dev.switchboard.conversation.ticket;

import org.jspecify.annotations.NullMarked;
