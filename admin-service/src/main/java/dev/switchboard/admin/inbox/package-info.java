/// Inbox settings: who answers first, and from which pages.
@NullMarked
package dev.switchboard.admin.inbox;

import org.jspecify.annotations.NullMarked;
