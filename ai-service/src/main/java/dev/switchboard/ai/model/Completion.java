package dev.switchboard.ai.model;

/// What a language model wrote.
record Completion(String text, int inputTokens, int outputTokens) {}
