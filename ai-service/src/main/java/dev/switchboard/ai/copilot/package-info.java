/// What helps an agent to answer.
@NullMarked
package dev.switchboard.ai.copilot;

import org.jspecify.annotations.NullMarked;
