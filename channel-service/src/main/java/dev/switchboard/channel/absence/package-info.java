/// Replies to visitors who have left the page: they go on by mail, and what comes back joins the chat.
@NullMarked
package dev.switchboard.channel.absence;

import org.jspecify.annotations.NullMarked;
