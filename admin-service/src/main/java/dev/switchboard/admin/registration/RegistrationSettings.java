package dev.switchboard.admin.registration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param open whether anybody may register a company; invitations are always accepted
@ConfigurationProperties("switchboard.registration")
record RegistrationSettings(@DefaultValue("true") boolean open) {}
