/// What came from outside becomes part of the record.
@NullMarked
package dev.switchboard.conversation.intake;

import org.jspecify.annotations.NullMarked;
