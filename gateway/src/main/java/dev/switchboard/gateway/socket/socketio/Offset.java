package dev.switchboard.gateway.socket.socketio;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The last argument of every event that has a place in the feed. Where the connection's first message decided the
/// session, so that its `pid` does not know it, the offset says it too: `17.<user>.<session>`, in base64url.
///
/// @param position a message's `seq`, or a fact's place in an account's feed
record Offset(
        long position, @Nullable String userId, @Nullable String sessionId) {
    private static final int LONGEST = 1_000;

    /// @return null for what is none
    static @Nullable Offset read(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        String[] parts = text.split("\\.", -1);
        try {
            long position = Long.parseLong(parts[0]);
            if (position < 0 || (parts.length != 1 && parts.length != 3)) {
                return null;
            }
            return parts.length == 1
                    ? new Offset(position, null, null)
                    : new Offset(position, decoded(parts[1]), decoded(parts[2]));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    static String of(long position, String userId, String sessionId) {
        return position + "." + encoded(userId) + "." + encoded(sessionId);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
