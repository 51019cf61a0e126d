package dev.switchboard.ai.model;

/// How a language model was used for an answer.
///
/// @param prompt as it was sent, personal data masked
/// @param written what the model wrote, before anything was left out
/// @param costMicros in millionths of a US dollar
public record Generation(String prompt, String written, int inputTokens, int outputTokens, long costMicros) {}
