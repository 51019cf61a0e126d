/// What the dialects have in common.
@NullMarked
package dev.switchboard.conversation.api;

import org.jspecify.annotations.NullMarked;
