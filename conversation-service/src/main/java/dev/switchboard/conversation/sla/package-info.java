/// Promises to customers: when they hear from a person first, and when they are helped.
@NullMarked
package dev.switchboard.conversation.sla;

import org.jspecify.annotations.NullMarked;
