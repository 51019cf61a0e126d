package dev.switchboard.admin.subscription;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param most subscriptions of one account; one more is refused
/// @param patience for one call, from the name to the end of the answer
/// @param rotation how long a replaced secret signs too
/// @param failing a subscription none of whose calls has succeeded for so long is disabled
/// @param keep how long delivered events stay in the log, bodies included
/// @param keepDead how long dead ones do, and how long events wait for a paused subscription
@ConfigurationProperties("switchboard.subscription")
public record SubscriptionSettings(
        @DefaultValue("20") int most,
        @DefaultValue("15s") Duration patience,
        @DefaultValue("24h") Duration rotation,
        @DefaultValue("3d") Duration failing,
        @DefaultValue("7d") Duration keep,
        @DefaultValue("30d") Duration keepDead) {}
