package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.socket.engineio.EngineSession;
import org.jspecify.annotations.Nullable;

/// How a client hears of the outcome of what it emitted: by its acknowledgement where it asked for one, of a refusal
/// otherwise by an `error_message`.
record Replies(EngineSession session) {
    void done(@Nullable Long ack, Object answer) {
        if (ack != null) {
            session.send(Frames.ack(ack, answer));
        }
    }

    /// @param id the client's own, of what is refused
    void failed(@Nullable Long ack, @Nullable String id, Problem problem) {
        session.send(
                ack != null
                        ? Frames.ack(ack, Frames.Failure.of(problem))
                        : Frames.event("error_message", Frames.ErrorMessage.of(problem, id)));
    }

    /// The answer to what makes nothing.
    record Done(boolean success) {}

    /// The answer to a `message`.
    record Recorded(boolean success, String messageId, String sessionId) {}
}
