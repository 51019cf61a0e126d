package dev.switchboard.memory.knowledge;

import org.jspecify.annotations.Nullable;

/// A piece of an article that can answer by itself.
///
/// @param ordinal its place in the article, from 0
/// @param heading the heading above it, without mark-up
/// @param text the author's own sentences, without mark-up
public record Chunk(int ordinal, @Nullable String heading, String text) {}
