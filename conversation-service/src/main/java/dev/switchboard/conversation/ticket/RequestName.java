package dev.switchboard.conversation.ticket;

import java.util.UUID;

/// What a client calls its request for a ticket, unique in its scope: a caller's own keys, or an outside bot's
/// sessions.
public record RequestName(String scope, String key) {
    public static RequestName ofCaller(UUID callerId, String key) {
        return new RequestName("caller:" + callerId, key);
    }

    public static RequestName ofSession(String sessionId) {
        return new RequestName("chatbot", sessionId);
    }
}
