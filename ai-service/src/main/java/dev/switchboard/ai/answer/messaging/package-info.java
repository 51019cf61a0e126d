/// Takes assembled contexts as jobs and works them off.
@NullMarked
package dev.switchboard.ai.answer.messaging;

import org.jspecify.annotations.NullMarked;
