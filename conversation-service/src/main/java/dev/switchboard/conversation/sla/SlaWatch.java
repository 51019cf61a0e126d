package dev.switchboard.conversation.sla;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/// Looks for broken promises all the time, on every replica.
@Component
class SlaWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(SlaWatch.class);

    private final BreachPromises breachPromises;
    private final SlaSettings settings;
    private @Nullable Disposable work;

    SlaWatch(BreachPromises breachPromises, SlaSettings settings) {
        this.breachPromises = breachPromises;
        this.settings = settings;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.sweep())
                .onBackpressureDrop()
                .concatMap(_ -> breachPromises
                        .tell()
                        .doOnError(e -> LOG.warn("Broken promises wait for the next look: {}", e.toString()))
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
