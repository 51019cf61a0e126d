package dev.switchboard.common.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.ClassUtils;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs the service's periodic tasks, each beside the others.
class PeriodicTasks implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);

    private final List<PeriodicTask> tasks;
    private @Nullable Disposable work;

    PeriodicTasks(List<PeriodicTask> tasks) {
        this.tasks = tasks;
    }

    @Override
    public void start() {
        work = Disposables.composite(tasks.stream().map(PeriodicTasks::run).toList());
    }

    private static Disposable run(PeriodicTask task) {
        return Flux.interval(task.delay(), task.period())
                .onBackpressureDrop()
                .concatMap(_ -> Mono.defer(task::round)
                        .doOnError(e -> LOG.warn(
                                "{} failed and waits for its next round: {}",
                                ClassUtils.getUserClass(task).getSimpleName(),
                                e.toString()))
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
