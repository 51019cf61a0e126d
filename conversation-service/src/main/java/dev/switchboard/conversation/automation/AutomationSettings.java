package dev.switchboard.conversation.automation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param sweep how often jobs and long waits are looked for
/// @param mostActions how many actions rules may do in one conversation within `span`; more are refused and explained
/// @param attempts how often a job is tried
/// @param retention how long runs are kept
@ConfigurationProperties("switchboard.automation")
record AutomationSettings(
        @DefaultValue("250ms") Duration sweep,
        @DefaultValue("20") int mostActions,
        @DefaultValue("1m") Duration span,
        @DefaultValue("5") int attempts,
        @DefaultValue("30d") Duration retention) {}
