package dev.switchboard.conversation.message;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param botPatience how long a customer waits for the bot before a person is asked
/// @param notice what the customer is told at a hand-over
/// @param sweep how often overdue conversations are looked for
@ConfigurationProperties("switchboard.handover")
public record HandOverSettings(
        @DefaultValue("30s") Duration botPatience,

        @DefaultValue("Connecting you with a human agent...")
        String notice,

        @DefaultValue("1s") Duration sweep) {}
