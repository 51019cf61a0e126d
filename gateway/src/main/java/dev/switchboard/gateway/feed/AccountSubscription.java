package dev.switchboard.gateway.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// One agent's subscription to everything of its account: live facts from the topics, missed ones from
/// conversation-service, in one order. It hears from its making; `start` says what came before.
public final class AccountSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(AccountSubscription.class);
    /// Partitions overtake one another by this much and need no read.
    private static final Duration OVERTAKING = Duration.ofMillis(150);

    private final Feed feed;
    private final UUID accountId;
    private final Executor loop;
    private final Scheduler onLoop;
    private final AccountListener listener;
    private final AccountSequence sequence;
    private final Disposable.Swap reading = Disposables.swap();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private @Nullable Instant moment;
    private boolean catchingUp;
    private volatile boolean closed;

    AccountSubscription(Feed feed, UUID accountId, Executor loop, AccountListener listener) {
        this.feed = feed;
        this.accountId = accountId;
        this.loop = loop;
        this.onLoop = Schedulers.fromExecutor(loop);
        this.listener = listener;
        this.sequence = new AccountSequence(listener, feed.settings().held(), feed.meters());
        feed.accountRooms().join(accountId, this);
    }

    /// The last `pos` that the client was given, or that stood before it came; absent as long as none is known.
    public @Nullable Long position() {
        return sequence.cursor() == AccountSequence.UNKNOWN ? null : sequence.cursor();
    }

    /// Done when the connection is caught up, or its patience is over and the rest follows later.
    ///
    /// @param since the last `pos` that the client has; absent when it wants only what comes
    public Mono<Void> start(@Nullable Long since) {
        if (since != null) {
            sequence.resumeAfter(since);
            catchUp(Duration.ZERO);
            return Mono.fromFuture(caughtUp, true).timeout(feed.settings().patience(), Mono.empty());
        }
        return feed.client()
                .account(accountId, sequence.after())
                .publishOn(onLoop)
                .doOnNext(this::take)
                .onErrorResume(RuntimeException.class, this::goOnWithout)
                .onErrorResume(TimeoutException.class, this::goOnWithout)
                .then(Mono.fromRunnable(this::settle));
    }

    /// As `start`, for a client that knows no `pos`: it is told what was logged after a moment.
    public Mono<Void> startSince(Instant after) {
        moment = after;
        catchUp(Duration.ZERO);
        return Mono.fromFuture(caughtUp, true).timeout(feed.settings().patience(), Mono.empty());
    }

    /// A live fact, on the feed's thread.
    void hear(FeedItem<?> item, long pos) {
        try {
            loop.execute(() -> {
                if (!closed && sequence.offer(item, pos)) {
                    catchUp(OVERTAKING);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway stops", e);
        }
    }

    private void catchUp(Duration wait) {
        if (catchingUp) {
            return;
        }
        catchingUp = true;
        reading.update(Mono.delay(wait)
                .publishOn(onLoop)
                .filter(_ -> wait.isZero() || !sequence.isWhole())
                .flatMap(_ -> {
                    feed.meters().backfill();
                    return pages().retryWhen(Subscription.UNTIL_READ);
                })
                .publishOn(onLoop)
                .subscribe(_ -> {}, error -> LOG.error("an account's feed cannot be read", error), this::settle));
    }

    private Mono<Void> pages() {
        return Mono.defer(this::page)
                .publishOn(onLoop)
                .flatMap(page -> take(page) ? listener.flushed().then(Mono.defer(this::pages)) : Mono.empty());
    }

    private Mono<AccountPage> page() {
        Instant after = moment;
        return after == null
                ? feed.client().account(accountId, sequence.after())
                : feed.client().accountSince(accountId, after);
    }

    private boolean take(AccountPage page) {
        if (closed) {
            return false;
        }
        if (moment != null) {
            moment = null;
            sequence.resumeAfter(page.before());
        }
        return sequence.take(page);
    }

    private void settle() {
        catchingUp = false;
        if (!closed && sequence.settle()) {
            catchUp(OVERTAKING);
        } else {
            caughtUp.complete(null);
        }
    }

    /// Without the owner's word the first live fact says where the feed stands.
    private Mono<AccountPage> goOnWithout(Throwable error) {
        LOG.debug("an account's feed starts unread", error);
        return Mono.empty();
    }

    public void close() {
        closed = true;
        feed.accountRooms().leave(accountId, this);
        reading.dispose();
    }
}
