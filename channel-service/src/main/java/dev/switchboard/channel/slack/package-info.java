/// Slack: channels whose threads are conversations, with OAuth.
@NullMarked
package dev.switchboard.channel.slack;

import org.jspecify.annotations.NullMarked;
