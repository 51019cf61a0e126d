package dev.switchboard.gateway.feed;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/// Reads that are asked for while others are under way go together in the next request: when a gateway starts again,
/// all its sockets come back at once, and one request for fifty costs little more than one for one.
final class FeedReads {
    /// Reads in a request; conversation-service takes no more.
    static final int TOGETHER = 50;

    private final Function<List<Wanted>, Mono<List<Optional<FeedPage>>>> ask;
    private final int atOnce;
    private final int bound;
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private int underWay;

    /// @param ask answers each in its place; empty where there is no such conversation
    /// @param atOnce requests under way at once
    /// @param bound reads that wait; past it a read fails
    FeedReads(Function<List<Wanted>, Mono<List<Optional<FeedPage>>>> ask, int atOnce, int bound) {
        this.ask = ask;
        this.atOnce = atOnce;
        this.bound = bound;
    }

    /// Somebody who waits; two who want the same are two.
    private static final class Waiting {
        private final Wanted wanted;
        private final MonoSink<FeedPage> reader;

        Waiting(Wanted wanted, MonoSink<FeedPage> reader) {
            this.wanted = wanted;
            this.reader = reader;
        }
    }

    /// Who cancels before it is asked for is not asked for.
    ///
    /// @return fails with a `Problem` where there is no such conversation, or where too many wait already
    Mono<FeedPage> read(Wanted wanted) {
        return Mono.create(reader -> {
            Waiting one = new Waiting(wanted, reader);
            if (enter(one)) {
                var _ = reader.onCancel(() -> leave(one));
                send();
            } else {
                reader.error(Problem.of(ProblemCode.UNAVAILABLE, "Too many are waiting to be caught up")
                        .advise("Try again in a moment."));
            }
        });
    }

    private synchronized boolean enter(Waiting one) {
        return waiting.size() < bound && waiting.add(one);
    }

    private synchronized void leave(Waiting one) {
        waiting.remove(one);
    }

    private void send() {
        List<Waiting> next = next();
        if (!next.isEmpty()) {
            ask.apply(next.stream().map(one -> one.wanted).toList())
                    // not on the caller's stack: a refusal comes at once, and then the next are sent
                    .publishOn(Schedulers.parallel())
                    // the trace of the one that has waited longest
                    .contextWrite(next.getFirst().reader.contextView())
                    .toFuture()
                    .whenComplete((pages, error) -> {
                        arrived();
                        send();
                        tell(next, pages, error);
                    });
        }
    }

    private synchronized List<Waiting> next() {
        if (underWay == atOnce || waiting.isEmpty()) {
            return List.of();
        }
        underWay++;
        List<Waiting> next = new ArrayList<>(Math.min(TOGETHER, waiting.size()));
        for (Iterator<Waiting> it = waiting.iterator(); it.hasNext() && next.size() < TOGETHER; it.remove()) {
            next.add(it.next());
        }
        return next;
    }

    private synchronized void arrived() {
        underWay--;
    }

    private static void tell(
            List<Waiting> readers, @Nullable List<Optional<FeedPage>> pages, @Nullable Throwable error) {
        for (int i = 0; i < readers.size(); i++) {
            MonoSink<FeedPage> reader = readers.get(i).reader;
            if (pages == null) {
                reader.error(Objects.requireNonNull(error));
            } else {
                pages.get(i).ifPresentOrElse(reader::success, () -> reader.error(Problem.notFound("Conversation")));
            }
        }
    }
}
