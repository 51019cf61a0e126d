package dev.switchboard.admin.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param lifetime how long a token is good; then it is renewed, or the user logs in again
/// @param renewable how long a login can be renewed
/// @param attempts log-ins that may fail for one e-mail address in a window; more are refused with 429
/// @param window how long failed log-ins count
@ConfigurationProperties("switchboard.session")
record SessionSettings(
        @DefaultValue("12h") Duration lifetime,
        @DefaultValue("30d") Duration renewable,
        @DefaultValue("10") int attempts,
        @DefaultValue("15m") Duration window) {}
