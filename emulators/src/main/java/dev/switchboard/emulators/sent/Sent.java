package dev.switchboard.emulators.sent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message that a provider took.
///
/// @param at when
/// @param subject a mail's
public record Sent(
        String provider,
        String to,
        String text,
        String id,
        Instant at,
        @Nullable String subject) {
    public Sent(String provider, String to, String text, String id, Instant at) {
        this(provider, to, text, id, at, null);
    }
}
