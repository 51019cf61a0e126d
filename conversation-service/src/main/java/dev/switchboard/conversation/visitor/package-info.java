/// Customers who come by a page before they write: they introduce themselves, begin conversations and write in their
/// own.
@NullMarked
package dev.switchboard.conversation.visitor;

import org.jspecify.annotations.NullMarked;
