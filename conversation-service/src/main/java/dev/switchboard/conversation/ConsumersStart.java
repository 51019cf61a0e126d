package dev.switchboard.conversation;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.binding.BindingsLifecycleController.State;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// Starts the consumers once the replica of the accounts has caught up, before which every inbox would be unknown, and
/// once it is known what the accounts have set up.
final class ConsumersStart implements SmartLifecycle {
    private final BooleanSupplier ready;
    private final BindingsLifecycleController bindings;
    private final List<String> names;
    private @Nullable Disposable work;

    ConsumersStart(BooleanSupplier ready, BindingsLifecycleController bindings, List<String> names) {
        this.ready = ready;
        this.bindings = bindings;
        this.names = names;
    }

    @Override
    public void start() {
        work = Flux.interval(Duration.ZERO, Duration.ofMillis(20), Schedulers.boundedElastic())
                .onBackpressureDrop()
                .filter(_ -> ready.getAsBoolean())
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
