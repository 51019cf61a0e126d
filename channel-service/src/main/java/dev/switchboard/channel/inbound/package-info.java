/// Records what webhooks bring, once, before they are acknowledged.
@NullMarked
package dev.switchboard.channel.inbound;

import org.jspecify.annotations.NullMarked;
