package dev.switchboard.admin.throttle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param attempts tries of one kind for one subject in a window; more are refused with 429
/// @param window how long a failed try counts
@ConfigurationProperties("switchboard.throttle")
record ThrottleSettings(
        @DefaultValue("10") int attempts,
        @DefaultValue("15m") Duration window) {}
