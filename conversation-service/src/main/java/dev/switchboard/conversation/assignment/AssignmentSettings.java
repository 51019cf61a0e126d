package dev.switchboard.conversation.assignment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param policy how an agent is chosen where an account has said nothing
/// @param sweep how often the queue is looked at
/// @param lookAgain when somebody is looked for again, where nothing has changed meanwhile
@ConfigurationProperties("switchboard.assignment")
public record AssignmentSettings(
        @DefaultValue("round-robin") AssignmentPolicy policy,
        @DefaultValue("1s") Duration sweep,
        @DefaultValue("30s") Duration lookAgain) {}
