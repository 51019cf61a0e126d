package dev.switchboard.ai.transcription;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one attempt to listen to a voice message. A `reason` reads after "it could not be transcribed:".
sealed interface Transcription {
    /// @param words the customer's, never blank
    record Understood(String words) implements Transcription {}

    /// The model may manage another time.
    ///
    /// @param after how long it wants to be left alone, where it says so
    record Failed(String reason, @Nullable Duration after) implements Transcription {}

    /// No attempt will change it.
    record Impossible(String reason) implements Transcription {}
}
