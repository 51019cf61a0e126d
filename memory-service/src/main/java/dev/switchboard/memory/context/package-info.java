/// What an answer needs: the question with its history, memories and best passages.
@NullMarked
package dev.switchboard.memory.context;

import org.jspecify.annotations.NullMarked;
