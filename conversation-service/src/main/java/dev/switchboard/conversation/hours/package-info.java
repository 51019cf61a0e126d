/// When an account works: weekly hours in its own time zone, without its holidays.
@NullMarked
package dev.switchboard.conversation.hours;

import org.jspecify.annotations.NullMarked;
