package dev.switchboard.conversation.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param retention how long an account's feed is kept; who was away for longer reloads
/// @param sweep how often older facts are looked for
/// @param batch how many are deleted by one statement
@ConfigurationProperties("switchboard.feed")
record FeedSettings(
        @DefaultValue("1d") Duration retention,
        @DefaultValue("10m") Duration sweep,
        @DefaultValue("5000") int batch) {}
