/// What comes from customers is data, and what goes to them is plain text.
@NullMarked
package dev.switchboard.ai.guard;

import org.jspecify.annotations.NullMarked;
