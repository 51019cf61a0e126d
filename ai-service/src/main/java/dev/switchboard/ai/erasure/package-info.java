/// Removes the questions and answers of erased customers and conversations.
@NullMarked
package dev.switchboard.ai.erasure;

import org.jspecify.annotations.NullMarked;
