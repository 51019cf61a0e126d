package dev.switchboard.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class CommitsTests {
    private final List<List<String>> commits = new ArrayList<>();
    private final List<Sinks.Empty<Void>> ends = new ArrayList<>();
    private final Commits<String> together = new Commits<>(this::commit, 3, 4);

    private Mono<Void> commit(List<String> work) {
        commits.add(work);
        ends.add(Sinks.empty());
        return ends.getLast().asMono();
    }

    @Test
    void whatComesMeanwhileGoesTogetherAndWhatIsTooMuchIsRefused() {
        CompletableFuture<Void> first = together.add("a").toFuture();
        List<CompletableFuture<Void>> rest = new ArrayList<>();
        for (String work : List.of("b", "c", "d", "e")) {
            rest.add(together.add(work).toFuture());
        }
        StepVerifier.create(together.add("f")).verifyError(Problem.class);
        assertThat(commits).containsExactly(List.of("a"));
        end(null);
        assertThat(first).isCompleted();
        assertThat(commits).containsExactly(List.of("a"), List.of("b", "c", "d"));
        end(new QueryTimeoutException("the database is away"));
        assertThat(rest.subList(0, 3)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(commits.getLast()).containsExactly("e");
        assertThat(rest.getLast()).isNotDone();
        end(null);
        assertThat(rest.getLast()).isCompletedWithValue(null);
    }

    @Test
    void whatCannotBeStoredFailsAlone() {
        CompletableFuture<Void> first = together.add("a").toFuture();
        CompletableFuture<Void> good = together.add("b").toFuture();
        CompletableFuture<Void> poison = together.add("c").toFuture();
        CompletableFuture<Void> after = together.add("d").toFuture();
        end(null);
        end(new DataIntegrityViolationException("no"));
        end(null);
        end(new DataIntegrityViolationException("no"));
        end(null);
        assertThat(commits)
                .containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("b"), List.of("c"), List.of("d"));
        assertThat(List.of(first, good, after)).allMatch(work -> work.isDone() && !work.isCompletedExceptionally());
        assertThat(poison).isCompletedExceptionally();
    }

    /// Of the commit that is under way.
    private void end(@Nullable Throwable error) {
        if (error == null) {
            ends.getLast().emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
        } else {
            ends.getLast().emitError(error, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
