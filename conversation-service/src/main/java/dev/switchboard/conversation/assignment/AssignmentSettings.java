package dev.switchboard.conversation.assignment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param policy how an agent is chosen
@ConfigurationProperties("switchboard.assignment")
public record AssignmentSettings(
        @DefaultValue("round-robin") AssignmentPolicy policy) {}
