/// A conversation from a `seq` on, for sockets that resume.
@NullMarked
package dev.switchboard.conversation.feed;

import org.jspecify.annotations.NullMarked;
