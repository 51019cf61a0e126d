package dev.switchboard.channel.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How an attempt to hand a message to a provider came out.
public sealed interface Delivery {
    /// The provider took it.
    record Sent(String providerMessageId) implements Delivery {}

    /// It will never be taken.
    ///
    /// @param reason plain words for the agent
    record Failed(String reason) implements Delivery {}

    /// It was certainly not taken, and a later attempt may be.
    ///
    /// @param attempted false where the provider was not even asked
    /// @param after how long the provider asks to wait
    record Postponed(
            String reason, boolean attempted, @Nullable Duration after) implements Delivery {}

    /// The answer was lost: it may have been taken, so it is not sent again; the provider's status will tell.
    record Unknown(String reason) implements Delivery {}
}
