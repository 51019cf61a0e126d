package dev.switchboard.memory.knowledge;

import java.time.Instant;

/// What an article said from a moment on.
///
/// @param version the article's then
public record ArticleVersion(long version, ArticleContent content, Instant writtenAt) {}
