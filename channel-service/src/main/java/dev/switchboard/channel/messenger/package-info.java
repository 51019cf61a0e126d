/// Facebook Messenger.
@NullMarked
package dev.switchboard.channel.messenger;

import org.jspecify.annotations.NullMarked;
