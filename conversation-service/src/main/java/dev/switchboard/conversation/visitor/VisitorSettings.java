package dev.switchboard.conversation.visitor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param session how long a page stays the customer that it introduced; later it is a stranger again
@ConfigurationProperties("switchboard.visitor")
record VisitorSettings(@DefaultValue("30d") Duration session) {}
