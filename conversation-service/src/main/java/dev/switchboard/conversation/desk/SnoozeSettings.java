package dev.switchboard.conversation.desk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param sweep how often conversations are looked for whose sleep is over
@ConfigurationProperties("switchboard.snooze")
record SnoozeSettings(@DefaultValue("5s") Duration sweep) {}
