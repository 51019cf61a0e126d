package dev.switchboard.channel.channel;

import java.util.UUID;

/// A message to hand to a provider, short enough for its channel.
///
/// @param id ours; the provider gives it back in its statuses where it can
/// @param recipient the customer's identity in the channel
public record Outbound(UUID id, String recipient, String text) {
    /// Without the text, which is nobody's business in a log.
    @Override
    public String toString() {
        return "Outbound[id=" + id + "]";
    }
}
