package dev.switchboard.memory.knowledge;

import java.util.List;

/// One version of an article with the chunks it was cut into.
public record Edition(Article article, List<Chunk> chunks) {}
