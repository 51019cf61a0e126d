package dev.switchboard.ai.copilot;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param patience how long a call waits for what is known of a conversation; past it the call fails as unavailable
/// @param waiting calls that wait at once; more are refused as unavailable
/// @param startup how long the reader may take to find the end of its topic before the start fails
@Validated
@ConfigurationProperties("switchboard.copilot")
record CopilotSettings(
        @DefaultValue("5s") Duration patience,
        @DefaultValue("200") @Min(1) int waiting,
        @DefaultValue("60s") Duration startup) {}
