package dev.switchboard.common.messaging;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// Forgets event ids that no topic holds any more, once an hour, so that the inbox table stays bounded.
final class InboxRetention implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(InboxRetention.class);

    private final Inbox inbox;
    private final Duration keep;
    private @Nullable Disposable work;

    InboxRetention(Inbox inbox, Duration keep) {
        this.inbox = inbox;
        this.keep = keep;
    }

    @Override
    public void start() {
        work = Flux.interval(Duration.ofMinutes(1), Duration.ofHours(1))
                .onBackpressureDrop()
                .concatMap(_ -> inbox.forgetBefore(Clock.systemUTC().instant().minus(keep))
                        .doOnError(e -> LOG.warn("The inbox is not trimmed this hour: {}", e.toString()))
                        .onErrorComplete())
                .subscribe();
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
