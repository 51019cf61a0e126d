package dev.switchboard.admin.subscription.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param workers calls at once; more events wait in the table
/// @param perEndpoint of them to one subscription, so that a slow receiver leaves room for the others
/// @param lease how long a worker may hold a lane; longer than a call's patience
/// @param poll the safety net, and how exactly the time of a further attempt is kept
/// @param settle how long an event waits for earlier ones of its conversation that come over another topic
/// @param backoff before the second attempt; it doubles each time, give or take a fifth
/// @param longestBackoff and grows no further
/// @param giveUp a delivery is dead when an attempt fails so long after its first
/// @param breaker how long a receiver that keeps failing is left alone
/// @param waiting events that may wait for one subscription; the oldest beyond are dead
/// @param response bytes of an answer that the log keeps
@ConfigurationProperties("switchboard.webhook")
record DeliverySettings(
        @DefaultValue("64") int workers,
        @DefaultValue("8") int perEndpoint,
        @DefaultValue("1m") Duration lease,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("300ms") Duration settle,
        @DefaultValue("5s") Duration backoff,
        @DefaultValue("1h") Duration longestBackoff,
        @DefaultValue("24h") Duration giveUp,
        @DefaultValue("30s") Duration breaker,
        @DefaultValue("100000") int waiting,
        @DefaultValue("4096") int response) {
    /// @param attempts made until now, at least 1
    /// @param chance from 0 to 1
    Duration backoffAfter(int attempts, double chance) {
        long millis = Math.min(backoff.toMillis() << Math.min(attempts - 1, 20), longestBackoff.toMillis());
        return Duration.ofMillis((long) (millis * (0.8 + 0.4 * chance)));
    }
}
