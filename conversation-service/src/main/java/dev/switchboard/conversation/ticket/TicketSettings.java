package dev.switchboard.conversation.ticket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param pollToken how long whoever opened a ticket may look at it with the token that it was given
@ConfigurationProperties("switchboard.ticket")
record TicketSettings(@DefaultValue("30d") Duration pollToken) {}
