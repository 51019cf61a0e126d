package dev.switchboard.admin.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param lifetime how long a token is good; then it is renewed, or the user logs in again
/// @param renewable how long a login can be renewed
/// @param challenge how long a right password waits for the second factor
/// @param tidy how often the revoked logins whose tokens have run out are taken off the topic
@ConfigurationProperties("switchboard.session")
record SessionSettings(
        @DefaultValue("12h") Duration lifetime,
        @DefaultValue("30d") Duration renewable,
        @DefaultValue("10m") Duration tidy,
        @DefaultValue("5m") Duration challenge) {}
