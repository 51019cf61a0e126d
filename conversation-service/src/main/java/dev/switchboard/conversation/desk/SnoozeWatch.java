package dev.switchboard.conversation.desk;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// Looks for conversations whose sleep is over all the time, on every replica.
@Component
class SnoozeWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SnoozeWatch.class);

    private final WakeConversations wakeConversations;
    private final SnoozeSettings settings;
    private @Nullable Disposable work;

    SnoozeWatch(WakeConversations wakeConversations, SnoozeSettings settings) {
        this.wakeConversations = wakeConversations;
        this.settings = settings;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.sweep())
                .onBackpressureDrop()
                .concatMap(_ -> wakeConversations
                        .wake()
                        .doOnError(e -> LOG.warn("Snoozed conversations sleep until the next look: {}", e.toString()))
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
