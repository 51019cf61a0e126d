package dev.switchboard.emulators.sent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that a provider took.
///
/// @param at when
/// @param subject a mail's
/// @param thread where in a channel with threads
/// @param buttons under it
public record Sent(
        String provider,
        String to,
        String text,
        String id,
        Instant at,
        @Nullable String subject,
        @Nullable String thread,
        List<Button> buttons) {
    /// @param action its name
    /// @param value what it brings back
    public record Button(String action, String value, String label) {}

    public Sent(String provider, String to, String text, String id, Instant at) {
        this(provider, to, text, id, at, null, null, List.of());
    }

    public Sent(String provider, String to, String text, String id, Instant at, @Nullable String subject) {
        this(provider, to, text, id, at, subject, null, List.of());
    }

    public static Sent inThread(String provider, String to, String text, String id, @Nullable String thread) {
        return new Sent(provider, to, text, id, Instant.now(), null, thread, List.of());
    }

    public Sent with(List<Button> pressable) {
        return new Sent(provider, to, text, id, at, subject, thread, pressable);
    }
}
