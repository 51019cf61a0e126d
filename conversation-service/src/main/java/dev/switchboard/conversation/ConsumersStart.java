package dev.switchboard.conversation;

import dev.switchboard.common.messaging.TailReader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.binding.BindingsLifecycleController.State;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// Starts the consumers once the replica of the accounts has caught up: before, every inbox would be unknown.
final class ConsumersStart implements SmartLifecycle {
    private final TailReader accounts;
    private final BindingsLifecycleController bindings;
    private final List<String> names;
    private @Nullable Disposable work;

    ConsumersStart(TailReader accounts, BindingsLifecycleController bindings, List<String> names) {
        this.accounts = accounts;
        this.bindings = bindings;
        this.names = names;
    }

    @Override
    public void start() {
        work = Flux.interval(Duration.ZERO, Duration.ofMillis(20), Schedulers.boundedElastic())
                .onBackpressureDrop()
                .filter(_ -> accounts.caughtUp())
                .next()
                .subscribe(_ -> names.forEach(name -> bindings.changeState(name, State.STARTED)));
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
