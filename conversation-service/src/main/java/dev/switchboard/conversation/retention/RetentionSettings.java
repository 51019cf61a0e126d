package dev.switchboard.conversation.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param sweep how often expired conversations are looked for
/// @param batch how many are removed in one transaction; more follow at once
@ConfigurationProperties("switchboard.retention")
record RetentionSettings(
        @DefaultValue("5m") Duration sweep,
        @DefaultValue("20") int batch) {}
