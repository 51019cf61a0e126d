package dev.switchboard.conversation.assignment;

import dev.switchboard.conversation.message.HandOverSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// Looks for overdue conversations all the time, on every replica.
@Component
class BotWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BotWatch.class);

    private final OverdueConversations overdue;
    private final HandOverSettings settings;
    private @Nullable Disposable work;

    BotWatch(OverdueConversations overdue, HandOverSettings settings) {
        this.overdue = overdue;
        this.settings = settings;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.sweep())
                .onBackpressureDrop()
                .concatMap(_ -> overdue.handOver()
                        .doOnError(e -> LOG.warn("Overdue conversations wait for the next look: {}", e.toString()))
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
