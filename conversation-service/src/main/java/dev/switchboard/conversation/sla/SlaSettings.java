package dev.switchboard.conversation.sla;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param sweep how often broken promises are looked for
@ConfigurationProperties("switchboard.sla")
record SlaSettings(@DefaultValue("1s") Duration sweep) {}
