package dev.switchboard.ai.transcription;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageCreated;
import java.util.UUID;

/// A voice message that a worker has taken.
///
/// @param id the event id of its outcome, the same in every attempt
/// @param attempt counted from 1; only the latest attempt may finish
record TranscriptionJob(UUID id, MessageCreated message, String trace, int attempt) {
    /// Of several recordings the first speaks for the message.
    Attachment recording() {
        return message.attachments().stream()
                .filter(Attachment::audible)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("message " + message.messageId() + " has no recording"));
    }
}
