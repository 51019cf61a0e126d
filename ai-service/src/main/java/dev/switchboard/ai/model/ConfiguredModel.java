package dev.switchboard.ai.model;

import org.jspecify.annotations.Nullable;

/// @param model null where none is set up
record ConfiguredModel(@Nullable LanguageModel model) {}
