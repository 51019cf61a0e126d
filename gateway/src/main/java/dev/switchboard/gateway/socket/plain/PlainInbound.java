package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.problem.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A client's frame. Every one may carry the client's own id.
sealed interface PlainInbound {
    @Nullable
    String id();

    record Text(@Nullable String id, String text, @Nullable Instant sentAt) implements PlainInbound {}

    record Audio(
            @Nullable String id, byte[] audio, @Nullable Instant sentAt) implements PlainInbound {}

    record HandoverRequest(@Nullable String id) implements PlainInbound {}

    record Typing(@Nullable String id, boolean isTyping) implements PlainInbound {}

    /// The client has shown everything that it was sent.
    record Seen(@Nullable String id) implements PlainInbound {}

    /// A frame that means nothing, and why.
    record Wrong(@Nullable String id, Problem problem) implements PlainInbound {}
}
