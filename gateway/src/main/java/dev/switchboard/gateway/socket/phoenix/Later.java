package dev.switchboard.gateway.socket.phoenix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Keeps what a client is told in order while something must be read first. Past its bound the client is sent back to
/// join again, and resumes.
final class Later {
    private static final Logger LOG = LoggerFactory.getLogger(Later.class);
    private static final int MOST = 512;

    private final Line line;
    private final Scheduler loop;
    private final Deque<Told> waiting = new ArrayDeque<>(0);
    private final Disposable.Swap reading = Disposables.swap();
    private @Nullable CompletableFuture<Void> idle;
    private boolean busy;

    Later(Line line) {
        this.line = line;
        this.loop = Schedulers.fromExecutor(line.loop());
    }

    private record Told(Mono<byte[]> read, Consumer<byte[]> tell) {}

    void tell(Runnable what) {
        if (busy) {
            add(new Told(Mono.just(Json.NOTHING), _ -> what.run()));
        } else {
            what.run();
        }
    }

    /// @param read what cannot be read is not told: the client learns of it with the next change
    void tell(Mono<byte[]> read, Consumer<byte[]> tell) {
        add(new Told(read, tell));
        if (!busy) {
            next();
        }
    }

    private void add(Told told) {
        if (waiting.size() == MOST) {
            line.overflow();
        } else {
            waiting.addLast(told);
        }
    }

    private void next() {
        Told told = waiting.pollFirst();
        busy = told != null;
        if (told == null) {
            if (idle != null) {
                idle.complete(null);
                idle = null;
            }
            return;
        }
        reading.update(told.read()
                .publishOn(loop)
                .doFinally(_ -> next())
                .subscribe(told.tell(), error -> LOG.warn("a conversation cannot be read: {}", error.toString())));
    }

    /// Done when nothing waits.
    Mono<Void> idle() {
        if (!busy) {
            return Mono.empty();
        }
        if (idle == null) {
            idle = new CompletableFuture<>();
        }
        return Mono.fromFuture(idle, true);
    }

    void close() {
        waiting.clear();
        reading.dispose();
    }
}
