package dev.switchboard.memory.knowledge.imports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of the table.
///
/// @param status `waiting`, `done` or `failed`
/// @param reason of a failure, in a sentence
/// @param kept pages that are articles now
/// @param skipped addresses that are not, each with its reason
/// @param attempts how often a worker has begun
record SitemapImport(
        UUID id,
        UUID accountId,
        String url,
        @Nullable String category,
        String status,
        @Nullable String reason,
        int kept,
        String[] skipped,
        int attempts,
        Instant createdAt) {}
