package dev.switchboard.admin.passwordreset;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param lifetime how long the link of a mail is good
@ConfigurationProperties("switchboard.password-reset")
record ResetSettings(@DefaultValue("1h") Duration lifetime) {}
