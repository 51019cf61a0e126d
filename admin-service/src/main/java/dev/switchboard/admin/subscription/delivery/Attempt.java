package dev.switchboard.admin.subscription.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One call, as the log keeps it.
///
/// @param response the beginning of the answer's body
record Attempt(Outcome outcome, @Nullable String response, Instant at, Duration took) {}
