package dev.switchboard.channel.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How an attempt to hand a message to a provider came out.
public sealed interface Delivery {
    /// The provider took it.
    ///
    /// @param requestId by which the provider finds the request in its own logs
    record Sent(String providerMessageId, @Nullable String requestId) implements Delivery {
        public Sent(String providerMessageId) {
            this(providerMessageId, null);
        }
    }

    /// It will never be taken.
    ///
    /// @param reason plain words for the agent
    /// @param advice what to do about it, where there is something
    record Failed(String reason, @Nullable String advice) implements Delivery {
        public Failed(String reason) {
            this(reason, null);
        }

        public String told() {
            return advice == null ? reason : reason + ": " + advice;
        }
    }

    /// It was certainly not taken, and a later attempt may be.
    ///
    /// @param attempted false where the provider was not even asked
    /// @param after how long the provider asks to wait
    record Postponed(
            String reason, boolean attempted, @Nullable Duration after) implements Delivery {}

    /// The answer was lost: it may have been taken, so it is not sent again; the provider's status will tell.
    record Unknown(String reason) implements Delivery {}
}
