package dev.switchboard.memory.memory;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something to be remembered of a customer.
///
/// @param type `long_term` or `short_term`
/// @param value JSON, as it was written
/// @param importance 0 to 1; the most important come first
public record Memory(
        UUID id,
        UUID accountId,
        String userId,
        String type,
        String key,
        String value,
        double importance,
        @Nullable String source,
        Instant createdAt,
        Instant lastAccessed) {}
