/// The topics from which voice messages come.
@NullMarked
package dev.switchboard.ai.transcription.messaging;

import org.jspecify.annotations.NullMarked;
