package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A client's place on a topic, from its join on: the channel is there once it was let in. On the connection's loop.
final class Joined {
    private static final Logger LOG = LoggerFactory.getLogger(Joined.class);

    private final Line line;
    private final Disposable.Swap opening = Disposables.swap();
    private @Nullable Channel channel;

    Joined(Line line) {
        this.line = line;
    }

    Line line() {
        return line;
    }

    @Nullable
    Channel channel() {
        return channel;
    }

    void open(Mono<Supplier<Channel>> door, Ref join, Consumer<Problem> refused) {
        opening.update(door.publishOn(Schedulers.fromExecutor(line.loop()))
                .flatMap(let -> enter(let.get(), join))
                .publishOn(Schedulers.fromExecutor(line.loop()))
                .subscribe(_ -> {}, error -> refused.accept(problem(error))));
    }

    private Mono<Void> enter(Channel entered, Ref join) {
        channel = entered;
        return entered.open(join);
    }

    private static Problem problem(Throwable error) {
        if (error instanceof Problem problem) {
            return problem;
        }
        LOG.warn("a topic cannot be joined: {}", error.toString());
        return Problem.of(ProblemCode.UNAVAILABLE, "The topic cannot be joined now")
                .advise("Join again in a moment.");
    }

    void heard() {
        if (channel != null) {
            channel.heard();
        }
    }

    void tick(long nanos) {
        if (channel != null) {
            channel.tick(nanos);
        }
    }

    void close(Ending ending) {
        opening.dispose();
        if (channel != null) {
            channel.close(ending);
        }
    }
}
