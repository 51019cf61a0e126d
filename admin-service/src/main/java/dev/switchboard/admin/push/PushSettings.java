package dev.switchboard.admin.push;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param contact whom the operator of a push service may write to: a `mailto:` or `https:` address
/// @param goodFor how long a push service keeps what it cannot deliver yet
/// @param patience how long a push service may take to answer
/// @param attempts after so many a message is given up
/// @param pause before a message is tried again, times two with each attempt
/// @param workers messages on their way at once; more wait as rows
/// @param lease how long a worker may take before another takes its message up
/// @param poll how often workers look by themselves
/// @param devices browsers of one person; a further one takes the place of the oldest
@ConfigurationProperties("switchboard.push")
record PushSettings(
        @DefaultValue("mailto:switchboard@localhost") String contact,
        @DefaultValue("1h") Duration goodFor,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("6") int attempts,
        @DefaultValue("5s") Duration pause,
        @DefaultValue("4") int workers,
        @DefaultValue("1m") Duration lease,
        @DefaultValue("5s") Duration poll,
        @DefaultValue("10") int devices) {}
