/// When a person should go on, and what that person is told.
@NullMarked
package dev.switchboard.ai.handover;

import org.jspecify.annotations.NullMarked;
