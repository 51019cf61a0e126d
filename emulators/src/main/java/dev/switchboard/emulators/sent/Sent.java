package dev.switchboard.emulators.sent;

import java.time.Instant;

/// A message that a provider took.
///
/// @param at when
public record Sent(String provider, String to, String text, String id, Instant at) {}
