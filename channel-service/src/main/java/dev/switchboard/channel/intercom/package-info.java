/// Intercom: conversations of its messenger both ways, and its contacts.
@NullMarked
package dev.switchboard.channel.intercom;

import org.jspecify.annotations.NullMarked;
