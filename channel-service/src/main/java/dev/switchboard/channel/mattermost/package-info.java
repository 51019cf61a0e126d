/// Mattermost: an outgoing webhook in, posts in threads out.
@NullMarked
package dev.switchboard.channel.mattermost;

import org.jspecify.annotations.NullMarked;
