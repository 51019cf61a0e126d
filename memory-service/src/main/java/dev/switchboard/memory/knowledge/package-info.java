/// The knowledge base: articles, cut into chunks, found by question.
@NullMarked
package dev.switchboard.memory.knowledge;

import org.jspecify.annotations.NullMarked;
