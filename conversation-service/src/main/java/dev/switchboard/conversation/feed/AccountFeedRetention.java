package dev.switchboard.conversation.feed;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keeps the account feeds to their retention, a bounded number of rows at a time and on every replica.
@Component
class AccountFeedRetention implements PeriodicTask {
    private final AccountFeeds feeds;
    private final FeedSettings settings;
    private final Clock clock;

    AccountFeedRetention(AccountFeeds feeds, FeedSettings settings, Clock clock) {
        this.feeds = feeds;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    /// Until nothing old is left.
    @Override
    public Mono<Void> round() {
        return Mono.defer(() -> feeds.forgetBefore(clock.instant().minus(settings.retention()), settings.batch()))
                .repeat()
                .takeUntil(deleted -> deleted < settings.batch())
                .then();
    }
}
