package dev.switchboard.conversation.feed;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Reads what an account's returning agent has missed: up to 1,000 facts of the last day, or none where it is more.
@Service
class ReadAccountFeed {
    static final int MOST = 1000;

    private final AccountFeeds feeds;
    private final FeedSettings settings;
    private final Clock clock;

    ReadAccountFeed(AccountFeeds feeds, FeedSettings settings, Clock clock) {
        this.feeds = feeds;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param from null asks for the last place only
    Mono<AccountFeed> of(UUID accountId, @Nullable From from, int limit) {
        return feeds.last(accountId).flatMap(last -> switch (from) {
            case null -> Mono.just(AccountFeed.at(last));
            case From.Place place -> after(accountId, place.after(), last, limit);
            case From.Moment moment -> since(accountId, moment.since(), last, limit);
        });
    }

    private Mono<AccountFeed> since(UUID accountId, Instant moment, long last, int limit) {
        if (moment.isBefore(clock.instant().minus(settings.retention()))) {
            return Mono.just(AccountFeed.lost(last));
        }
        return feeds.placeAt(accountId, moment, last, MOST + 1).flatMap(place -> after(accountId, place, last, limit));
    }

    /// The feed has no gaps, so that fewer facts than are missing means that some are kept no more. A place beyond the
    /// last one is of another feed.
    private Mono<AccountFeed> after(UUID accountId, long after, long last, int limit) {
        long missing = last - after;
        if (after < 0 || missing < 0 || missing > MOST) {
            return Mono.just(AccountFeed.lost(last));
        }
        return feeds.between(accountId, after, last, limit)
                .collectList()
                .map(facts -> facts.size() == Math.min(limit, missing)
                        ? new AccountFeed(last, true, facts)
                        : AccountFeed.lost(last));
    }
}
