package dev.switchboard.channel.inbound;

import dev.switchboard.common.messaging.Trouble;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// What comes while a commit is under way goes together into the next one: a commit for a hundred webhooks costs little
/// more than one for one, and nobody waits for others to come. Where a commit fails for good, each of it is tried
/// alone,
/// so that what cannot be stored spoils nothing else.
///
/// @param <T> what is committed
final class Commits<T> {
    private final Function<List<T>, Mono<Void>> commit;
    private final int together;
    private final int bound;
    private final Queue<Waiting<T>> waiting = new ArrayDeque<>();
    private boolean underWay;

    /// @param commit all of it or nothing
    /// @param together at most so many in one commit
    /// @param bound so many may wait; past it one is refused
    Commits(Function<List<T>, Mono<Void>> commit, int together, int bound) {
        this.commit = commit;
        this.together = together;
        this.bound = bound;
    }

    private record Waiting<T>(T work, MonoSink<Void> done) {}

    /// @param error why it is not stored; absent where it is
    private record Ended<T>(Waiting<T> one, @Nullable Throwable error) {
        void tell() {
            if (error == null) {
                one.done().success();
            } else {
                one.done().error(error);
            }
        }
    }

    /// @return fails as its own commit does, and with `UNAVAILABLE` where too many wait already
    Mono<Void> add(T work) {
        return Mono.create(done -> {
            if (enter(new Waiting<>(work, done))) {
                begin();
            } else {
                done.error(Problem.of(ProblemCode.UNAVAILABLE, "Too many webhooks wait to be stored")
                        .advise("Bring it again."));
            }
        });
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean enter(Waiting<T> one) {
        return waiting.size() < bound && waiting.add(one);
    }

    private void begin() {
        List<Waiting<T>> next = next();
        if (!next.isEmpty()) {
            commit(next).collectList().toFuture().thenAccept(this::ended);
        }
    }

    private Flux<Ended<T>> commit(List<Waiting<T>> all) {
        return Mono.defer(() -> commit.apply(all.stream().map(Waiting::work).toList()))
                .contextWrite(all.getFirst().done().contextView())
                .thenMany(ended(all, null))
                .onErrorResume(error -> all.size() == 1 || Trouble.isTransient(error)
                        ? ended(all, error)
                        : Flux.fromIterable(all).concatMap(one -> commit(List.of(one))));
    }

    private Flux<Ended<T>> ended(List<Waiting<T>> all, @Nullable Throwable error) {
        return Flux.fromIterable(all).map(one -> new Ended<>(one, error));
    }

    private void ended(List<Ended<T>> all) {
        over();
        begin();
        all.forEach(Ended::tell);
    }

    private synchronized List<Waiting<T>> next() {
        if (underWay || waiting.isEmpty()) {
            return List.of();
        }
        underWay = true;
        List<Waiting<T>> next = new ArrayList<>(Math.min(together, waiting.size()));
        while (next.size() < together && !waiting.isEmpty()) {
            next.add(waiting.remove());
        }
        return next;
    }

    private synchronized void over() {
        underWay = false;
    }
}
