/// Messages on their way out: a job each, sent in order, with a status that never moves backwards.
@NullMarked
package dev.switchboard.channel.delivery;

import org.jspecify.annotations.NullMarked;
