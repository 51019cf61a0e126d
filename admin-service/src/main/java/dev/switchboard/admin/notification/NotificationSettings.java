package dev.switchboard.admin.notification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param quiet how long what happens is collected before a mail tells it
/// @param poll how often it is looked whose mail is due
@ConfigurationProperties("switchboard.notifications")
record NotificationSettings(
        @DefaultValue("2m") Duration quiet,
        @DefaultValue("5s") Duration poll) {}
