package dev.switchboard.channel.crm;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param workers accounts whose contacts are sent at once; more wait in the table
/// @param poll how long a change waits at most before it is sent; what comes meanwhile goes together
/// @param lease how long a worker may hold contacts; longer than any call
/// @param attempts after so many a contact is given up until it changes
/// @param backoff before the second attempt; it doubles each time
/// @param longestBackoff and grows no further
@ConfigurationProperties("switchboard.crm")
record CrmSettings(
        @DefaultValue("4") int workers,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("12") int attempts,
        @DefaultValue("2s") Duration backoff,
        @DefaultValue("30m") Duration longestBackoff) {
    Duration backoffAfter(int attempt) {
        long millis = backoff.toMillis() << Math.min(Math.max(attempt - 1, 0), 20);
        return Duration.ofMillis(Math.min(millis, longestBackoff.toMillis()));
    }
}
