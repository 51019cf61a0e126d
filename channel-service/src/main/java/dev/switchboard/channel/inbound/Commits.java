package dev.switchboard.channel.inbound;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// What comes while a commit is under way goes together into the next one: a commit for a hundred webhooks costs little
/// more than one for one, and nobody waits for others to come.
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

    /// @return fails as its commit does, and with `UNAVAILABLE` where too many wait already
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
            commit.apply(next.stream().map(Waiting::work).toList())
                    .contextWrite(next.getFirst().done().contextView())
                    .toFuture()
                    .whenComplete((_, error) -> ended(next, error));
        }
    }

    private void ended(List<Waiting<T>> committed, @Nullable Throwable error) {
        over();
        begin();
        for (Waiting<T> one : committed) {
            if (error == null) {
                one.done().success();
            } else {
                one.done().error(error);
            }
        }
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
