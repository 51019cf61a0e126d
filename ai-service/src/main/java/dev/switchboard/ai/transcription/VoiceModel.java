package dev.switchboard.ai.transcription;

/// What listens to voice messages.
///
/// @param isSetUp without one, voice messages go to a person
public record VoiceModel(boolean isSetUp) {}
