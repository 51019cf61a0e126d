/// Answers customers' questions from the company's own knowledge, or asks for a person.
@NullMarked
package dev.switchboard.ai;

import org.jspecify.annotations.NullMarked;
