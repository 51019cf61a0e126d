package dev.switchboard.conversation.retention;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks for expired conversations on every replica; the rows that one has locked, the others leave alone.
@Component
class RetentionSweep implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);

    private final ExpireConversations expireConversations;
    private final RetentionSettings settings;
    private @Nullable Disposable work;

    RetentionSweep(ExpireConversations expireConversations, RetentionSettings settings) {
        this.expireConversations = expireConversations;
        this.settings = settings;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.sweep())
                .onBackpressureDrop()
                .concatMap(_ -> sweep().doOnError(e -> LOG.warn("Expired conversations stay for now: {}", e.toString()))
                        .onErrorComplete())
                .subscribe();
    }

    /// Until none is left.
    Mono<Void> sweep() {
        return Mono.defer(expireConversations::expire)
                .repeat()
                .takeUntil(expired -> expired < settings.batch())
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
