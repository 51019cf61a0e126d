package dev.switchboard.emulators.sent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that a provider took.
///
/// @param at when
/// @param subject a mail's
/// @param thread where in a channel with threads
public record Sent(
        String provider,
        String to,
        String text,
        String id,
        Instant at,
        @Nullable String subject,
        @Nullable String thread) {
    public Sent(String provider, String to, String text, String id, Instant at) {
        this(provider, to, text, id, at, null, null);
    }

    public Sent(String provider, String to, String text, String id, Instant at, @Nullable String subject) {
        this(provider, to, text, id, at, subject, null);
    }

    public static Sent inThread(String provider, String to, String text, String id, @Nullable String thread) {
        return new Sent(provider, to, text, id, Instant.now(), null, thread);
    }
}
