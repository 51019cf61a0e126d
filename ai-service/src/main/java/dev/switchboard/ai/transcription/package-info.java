/// Voice messages become text, or go to a person.
@NullMarked
package dev.switchboard.ai.transcription;

import org.jspecify.annotations.NullMarked;
