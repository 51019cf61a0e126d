/// Twilio: SMS and MMS.
@NullMarked
package dev.switchboard.channel.twilio;

import org.jspecify.annotations.NullMarked;
