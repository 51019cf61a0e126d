package dev.switchboard.admin.push;

import java.util.UUID;

/// A message that a worker holds.
///
/// @param attempt the first is 1
record PushJob(
        UUID id, UUID deviceId, Address address, UUID conversationId, String kind, String sentence, int attempt) {}
