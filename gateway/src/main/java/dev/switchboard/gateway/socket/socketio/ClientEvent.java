package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.Problem;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client emits.
sealed interface ClientEvent {
    /// `message`.
    ///
    /// @param id the client's own, where it gave one
    /// @param conversationId how staff may name a conversation, as they may by its session
    /// @param labels what else the client said, to be kept beside the message; it proves nothing
    record Said(
            @Nullable String id,
            String text,
            @Nullable String tenantId,
            @Nullable String sessionId,
            @Nullable String userId,
            @Nullable String conversationId,
            Profile profile,
            Map<String, String> labels,
            @Nullable Instant sentAt)
            implements ClientEvent {}

    /// `get_online_users`.
    record OnlineAsked(@Nullable String tenantId) implements ClientEvent {}

    /// `typing`, and where staff does it.
    record Typed(
            boolean typing,
            @Nullable String sessionId,
            @Nullable String conversationId) implements ClientEvent {}

    /// `seen`: everything that was given is shown.
    record Seen(@Nullable String sessionId, @Nullable String conversationId) implements ClientEvent {}

    /// An event that means nothing, and why.
    record Wrong(@Nullable String id, Problem problem) implements ClientEvent {}
}
