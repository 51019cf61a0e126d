package dev.switchboard.standalone;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Work on a thread whose group carries a service's name. Threads that the work starts inherit the group, which is how
/// a log line of a JVM with many services knows whose it is.
final class Threads {
    /// What the name of every such group begins with.
    static final String GROUP = "switchboard:";

    private Threads() {}

    static <T> CompletableFuture<T> inGroup(String name, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                new ThreadGroup(Thread.currentThread().getThreadGroup(), GROUP + name),
                () -> {
                    try {
                        result.complete(work.get());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "start-" + name);
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
