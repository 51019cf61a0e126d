package dev.switchboard.conversation.api.amoiq;

import dev.switchboard.conversation.api.Faults;
import org.jspecify.annotations.Nullable;

/// What a request says of who visits.
///
/// @param hash the account's own server vouches for the user id by it
record AmoiqVisitor(
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String hash) {
    private static final int LONGEST = 200;

    static AmoiqVisitor of(Faults faults, @Nullable String userId, @Nullable String sessionId, @Nullable String hash) {
        return new AmoiqVisitor(name(faults, "userId", userId), name(faults, "sessionId", sessionId), hash);
    }

    /// As it came: a name that is stripped would be another one at a socket.
    private static @Nullable String name(Faults faults, String field, @Nullable String text) {
        return text == null || text.isBlank() ? null : faults.text(field, text, LONGEST);
    }
}
