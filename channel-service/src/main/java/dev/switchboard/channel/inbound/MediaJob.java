package dev.switchboard.channel.inbound;

import java.util.UUID;

/// A message that waits for its files, or behind one that does.
///
/// @param fact its `MessageReceived`, JSON
/// @param media its files, JSON
/// @param attempts made, this one included
record MediaJob(
        UUID id,
        UUID accountId,
        UUID inboxId,
        String providerEventId,
        String fact,
        String media,
        String traceparent,
        int attempts) {
    @Override
    public String toString() {
        return "MediaJob[id=" + id + "]";
    }
}
