package dev.switchboard.common.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param batch rows the relay sends at once; more wait for the next round
/// @param behind how long facts may wait in the outbox while their service has more urgent work (`RelayPace`)
/// @param lease how long a relay may send without renewing its lease; longer than a send may take
/// @param delivery how long the producer tries one record before the row stays for the next round
/// @param poll the safety net: how often the relay looks without being woken
/// @param transaction how long a consumer waits for its database work before it treats it as transient trouble
/// @param gather how long facts gather between two polls of a consumer that is kept busy: a round has a fixed price,
///     whatever it carries; a consumer at rest takes the next fact at once
/// @param accountFeed whether the relay keeps the feed of each account (tables `account_feed`, `account_feed_head`)
/// @param inboxRetention how long event ids are remembered: as long as the topics keep their facts
@ConfigurationProperties("switchboard.messaging")
record MessagingSettings(
        @DefaultValue("1000") int batch,
        @DefaultValue("45s") Duration behind,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("8s") Duration delivery,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("30s") Duration transaction,
        @DefaultValue("5ms") Duration gather,
        @DefaultValue("false") boolean accountFeed,
        @DefaultValue("7d") Duration inboxRetention) {}
