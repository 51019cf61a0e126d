/// How rows travel to PostgreSQL.
@NullMarked
package dev.switchboard.conversation.store;

import org.jspecify.annotations.NullMarked;
