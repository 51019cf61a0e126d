package dev.switchboard.gateway.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/// One connection's subscription: live facts from the topics, missed ones from conversation-service, in one order.
/// It hears from its making; `start` says what came before.
public final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    static final RetryBackoffSpec UNTIL_READ =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(10));

    private final Feed feed;
    private final Room room;
    private final Executor loop;
    private final FeedListener listener;
    private final Sequence sequence;
    private @Nullable CompletableFuture<Void> caughtUp;
    private @Nullable Instant moment;
    private volatile boolean closed;

    Subscription(Feed feed, Place place, Executor loop, FeedListener listener) {
        this.feed = feed;
        this.loop = loop;
        this.listener = listener;
        this.sequence = new Sequence(listener, feed.settings().held(), feed.meters());
        this.room = feed.rooms().join(place, this);
    }

    /// The conversation, once there is one.
    public @Nullable UUID conversationId() {
        return room.conversationId();
    }

    /// The last `seq` that the client was given, or that stood before it came; absent as long as none is known.
    public @Nullable Long position() {
        return sequence.cursor() == Sequence.UNKNOWN ? null : sequence.cursor();
    }

    /// Done when the connection may speak: it is caught up, or its patience is over and the rest follows later.
    ///
    /// @param since the last `seq` that the client has; absent when it wants only what comes
    public Mono<Void> start(@Nullable Long since) {
        if (since != null) {
            sequence.resumeAfter(since);
            return caughtUp();
        }
        return feed.client()
                .read(room.place(), sequence.after())
                .publishOn(Schedulers.fromExecutor(loop))
                .doOnNext(this::take)
                .onErrorResume(RuntimeException.class, this::goOnWithout)
                .onErrorResume(TimeoutException.class, this::goOnWithout)
                .then(Mono.fromRunnable(this::settle));
    }

    /// As `start`, for a client that knows no `seq`: it is given what was recorded after a moment.
    public Mono<Void> startSince(Instant after) {
        moment = after;
        return caughtUp();
    }

    private Mono<Void> caughtUp() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        caughtUp = done;
        catchUp();
        return Mono.fromFuture(done, true).timeout(feed.settings().patience(), Mono.empty());
    }

    Executor loop() {
        return loop;
    }

    /// A live fact.
    void hear(FeedItem<?> item) {
        if (!closed && sequence.offer(item)) {
            feed.meters().backfill();
            catchUp();
        }
    }

    private void catchUp() {
        Scheduler onLoop = Schedulers.fromExecutor(loop);
        // it is not cancelled when the socket closes: an answer that is under way is let come
        pages(onLoop)
                .retryWhen(UNTIL_READ.filter(_ -> !closed))
                .publishOn(onLoop)
                .toFuture()
                .whenComplete((_, error) -> {
                    if (error == null) {
                        settle();
                    } else if (!closed) {
                        LOG.error("a conversation cannot be read", error);
                    }
                });
    }

    private Mono<Void> pages(Scheduler onLoop) {
        return Mono.defer(this::page)
                .publishOn(onLoop)
                .flatMap(page -> take(page) ? listener.flushed().then(Mono.defer(() -> pages(onLoop))) : Mono.empty());
    }

    private Mono<FeedPage> page() {
        Instant after = moment;
        return after == null
                ? feed.client().read(room.place(), sequence.after())
                : feed.client().readSince(room.place(), after);
    }

    private boolean take(FeedPage page) {
        if (closed) {
            return false;
        }
        if (moment != null) {
            moment = null;
            sequence.resumeAfter(page.before());
        }
        if (page.conversationId() != null) {
            feed.rooms().name(room.place(), page.conversationId());
        }
        return sequence.take(page);
    }

    private void settle() {
        if (!closed && sequence.settle()) {
            catchUp();
        } else if (caughtUp != null) {
            caughtUp.complete(null);
            caughtUp = null;
        }
    }

    /// Without the owner's word the first live message says where the conversation stands.
    private Mono<FeedPage> goOnWithout(Throwable error) {
        LOG.debug("a conversation starts unread", error);
        return Mono.empty();
    }

    public void close() {
        closed = true;
        feed.rooms().leave(room, this);
    }
}
