package dev.switchboard.conversation.feed;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps the account feeds to their retention, a bounded number of rows at a time and on every replica.
@Component
class AccountFeedRetention implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AccountFeedRetention.class);

    private final AccountFeeds feeds;
    private final FeedSettings settings;
    private final Clock clock;
    private @Nullable Disposable work;

    AccountFeedRetention(AccountFeeds feeds, FeedSettings settings, Clock clock) {
        this.feeds = feeds;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.sweep())
                .onBackpressureDrop()
                .concatMap(
                        _ -> sweep().doOnError(e -> LOG.warn("The account feeds are not trimmed now: {}", e.toString()))
                                .onErrorComplete())
                .subscribe();
    }

    /// Until nothing old is left.
    Mono<Void> sweep() {
        return Mono.defer(() -> feeds.forgetBefore(clock.instant().minus(settings.retention()), settings.batch()))
                .repeat()
                .takeUntil(deleted -> deleted < settings.batch())
                .then();
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
