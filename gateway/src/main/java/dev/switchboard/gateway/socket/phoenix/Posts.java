package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// What an agent does on one socket, one after the other, so that its messages keep their order. What has begun is
/// brought to its end when the socket closes, and what waits is let go: nobody was told that it was done.
final class Posts {
    private static final Logger LOG = LoggerFactory.getLogger(Posts.class);

    private final int most;
    private final Scheduler loop;
    private final Deque<Post> waiting = new ArrayDeque<>(0);
    private boolean busy;
    private boolean closed;

    /// @param most posts that wait; more are refused
    Posts(Executor loop, int most) {
        this.loop = Schedulers.fromExecutor(loop);
        this.most = most;
    }

    /// One piece of work; its outcome is told on the loop.
    private record Post(Mono<Runnable> work, Consumer<Problem> failed) {}

    /// @param work gives what is to be told when it is done
    void add(Mono<Runnable> work, Consumer<Problem> failed) {
        if (waiting.size() == most) {
            failed.accept(PhoenixProblems.tooFast());
            return;
        }
        waiting.addLast(new Post(work, failed));
        if (!busy) {
            next();
        }
    }

    private void next() {
        Post post = closed ? null : waiting.pollFirst();
        busy = post != null;
        if (post != null) {
            run(post);
        }
    }

    private void run(Post post) {
        Disposable _ = post.work()
                .publishOn(loop)
                .doFinally(_ -> next())
                .subscribe(this::tell, error -> tell(() -> post.failed().accept(problem(error))));
    }

    private void tell(Runnable what) {
        if (!closed) {
            what.run();
        }
    }

    private static Problem problem(Throwable error) {
        if (error instanceof Problem problem) {
            return problem;
        }
        LOG.error("an agent's push failed", error);
        return Problem.of(ProblemCode.INTERNAL, "Internal server error");
    }

    void close() {
        closed = true;
        waiting.clear();
    }
}
