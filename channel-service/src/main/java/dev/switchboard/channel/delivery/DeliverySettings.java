package dev.switchboard.channel.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param workers messages that are sent at once; more wait in the table
/// @param lease how long a worker may hold a message; longer than any provider's time-out
/// @param poll the safety net, and how exactly the time of a further attempt is kept
/// @param attempts after so many the message has failed
/// @param backoff before the second attempt; it doubles each time
/// @param longestBackoff and grows no further
/// @param confirmation how long a message without an answer waits for the provider's status before it has failed
/// @param keep how long deliveries are remembered for late statuses
@ConfigurationProperties("switchboard.delivery")
record DeliverySettings(
        @DefaultValue("16") int workers,
        @DefaultValue("45s") Duration lease,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("12") int attempts,
        @DefaultValue("1s") Duration backoff,
        @DefaultValue("5m") Duration longestBackoff,
        @DefaultValue("15m") Duration confirmation,
        @DefaultValue("30d") Duration keep) {
    /// With jitter: between half of the time and all of it, so that messages that failed together do not come again
    /// together.
    Duration backoffAfter(int attempt) {
        long millis = backoff.toMillis() << Math.min(Math.max(attempt - 1, 0), 20);
        long most = Math.min(millis, longestBackoff.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
