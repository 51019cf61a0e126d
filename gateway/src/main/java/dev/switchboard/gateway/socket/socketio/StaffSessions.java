package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which conversation a session means to a connection of the desk: the one of the last message that it was told of in
/// that session. The sessions that were silent longest are forgotten first.
final class StaffSessions {
    private static final int MOST = 1_000;

    private final Map<String, UUID> conversations = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, UUID> eldest) {
            return size() > MOST;
        }
    };

    void heard(MessageCreated message) {
        String session = message.address().thread();
        if (session != null) {
            conversations.put(session, message.conversationId());
        }
    }

    /// @throws Problem when neither names one
    UUID conversation(@Nullable String conversationId, @Nullable String sessionId) {
        UUID told = sessionId == null ? null : conversations.get(sessionId);
        UUID named = uuid(conversationId);
        if (named == null) {
            named = told == null ? uuid(sessionId) : told;
        }
        if (named == null) {
            throw Problem.of(ProblemCode.SESSION_NOT_FOUND, "No conversation is named")
                    .advise("Name its conversationId, or a sessionId that a message came in.");
        }
        return named;
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
