/// Takes an account's data out, and another system's data in: line by line, in bounded memory, to be resumed anywhere.
@NullMarked
package dev.switchboard.conversation.transfer;

import org.jspecify.annotations.NullMarked;
