/// Who writes: a customer and the identities by which channels know it.
@NullMarked
package dev.switchboard.conversation.customer;

import org.jspecify.annotations.NullMarked;
