package dev.switchboard.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A child process that is started again when it ends unasked, whatever ended it: at once the first time, then after
/// a pause that doubles up to ten seconds and is forgotten after a minute of life.
final class SupervisedProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProcess.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final ProcessBuilder command;
    private final Runnable changed;
    private final AtomicInteger restarts = new AtomicInteger();
    private @Nullable Process process;
    private long startedNanos;
    private Duration pause = FIRST_PAUSE;
    private boolean stopping;

    SupervisedProcess(String name, ProcessBuilder command, Runnable changed) {
        this.name = name;
        this.command = command;
        this.changed = changed;
    }

    void start() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            try {
                process = command.start();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start " + name, e);
            }
            startedNanos = System.nanoTime();
            process.onExit().thenAccept(this::ended);
        }
        changed.run();
    }

    synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    int restarts() {
        return restarts.get();
    }

    private void ended(Process ended) {
        Duration wait;
        synchronized (this) {
            if (stopping) {
                return;
            }
            if (System.nanoTime() - startedNanos > SETTLED.toNanos()) {
                pause = FIRST_PAUSE;
            }
            wait = pause;
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        restarts.incrementAndGet();
        LOG.warn("{} ended with status {}; it is started again in {} ms", name, ended.exitValue(), wait.toMillis());
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(wait);
                start();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Asks the process to stop, and ends it when it has not within 30 s.
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            stopping = true;
            last = process;
        }
        if (last == null) {
            return;
        }
        last.destroy();
        try {
            if (!last.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("{} did not stop within {} s and is ended", name, GRACE.toSeconds());
                last.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
