/// The system of record: customers, conversations, messages, and who may speak.
@NullMarked
package dev.switchboard.conversation;

import org.jspecify.annotations.NullMarked;
