package dev.switchboard.gateway.feed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param page messages read at once, few enough to fit a socket's outbound bound; the next page waits until the client
///     has taken this one
/// @param readTimeout how long one request may take; then its reads are tried again
/// @param patience how long a new socket waits to be caught up before it may speak; the rest follows when it can
/// @param held facts kept for a subscriber that is catching up; past it they are let go and read again
/// @param readers requests at once; more wait
/// @param catchingUp of these, requests for missed messages; reads that come meanwhile go together in the next
/// @param waitingReads reads that wait; past it a read fails and is tried again
@ConfigurationProperties("switchboard.feed")
record FeedSettings(
        @DefaultValue("25") int page,
        @DefaultValue("2s") Duration readTimeout,
        @DefaultValue("3s") Duration patience,
        @DefaultValue("256") int held,
        @DefaultValue("32") int readers,
        @DefaultValue("4") int catchingUp,
        @DefaultValue("20000") int waitingReads) {}
