package dev.switchboard.admin.analytics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param keep how long analytics knows of a conversation after it began; its share in the figures stays
/// @param sweep how often older ones are looked for
@ConfigurationProperties("switchboard.analytics")
record AnalyticsSettings(
        @DefaultValue("400d") Duration keep,
        @DefaultValue("1h") Duration sweep) {}
