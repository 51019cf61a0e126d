/// Keeps this replica's index in step with the articles.
@NullMarked
package dev.switchboard.memory.knowledge.messaging;

import org.jspecify.annotations.NullMarked;
