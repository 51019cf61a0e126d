package dev.switchboard.conversation.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param reopenWindow how long after its closing a conversation without a thread of its own is reopened by a message;
///     later ones begin another conversation
@ConfigurationProperties("switchboard.intake")
public record IntakeSettings(@DefaultValue("7d") Duration reopenWindow) {}
