package dev.switchboard.ai.model;

import org.jspecify.annotations.Nullable;

/// A text for an agent.
///
/// @param model who wrote it
/// @param generation null where no language model was asked, or none answered
public record Written(String text, String model, @Nullable Generation generation) {}
