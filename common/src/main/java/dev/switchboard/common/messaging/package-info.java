/// State and event commit together, every fact has one effect, and poison is set aside: outbox, inbox, dead letters.
@NullMarked
package dev.switchboard.common.messaging;

import org.jspecify.annotations.NullMarked;
