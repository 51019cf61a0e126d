/// What writes an answer.
@NullMarked
package dev.switchboard.ai.model;

import org.jspecify.annotations.NullMarked;
