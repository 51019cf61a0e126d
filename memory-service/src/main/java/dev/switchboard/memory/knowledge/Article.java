package dev.switchboard.memory.knowledge;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of an account's knowledge base. `version` grows with every change, across removals too.
///
/// @param body Markdown
/// @param category what the article is about; without a model it is the intent of what it answers
/// @param url where customers read it
/// @param asked questions that it answers, as customers put them
public record Article(
        UUID accountId,
        UUID id,
        long version,
        String title,
        String body,
        @Nullable String category,
        @Nullable String url,
        List<String> asked,
        Instant createdAt,
        Instant updatedAt) {}
