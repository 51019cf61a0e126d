package dev.switchboard.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
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
        ends.getFirst().emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
        assertThat(first).isCompleted();
        assertThat(commits).containsExactly(List.of("a"), List.of("b", "c", "d"));
        ends.get(1).emitError(new IllegalStateException("no"), Sinks.EmitFailureHandler.FAIL_FAST);
        assertThat(rest.subList(0, 3)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(commits.getLast()).containsExactly("e");
        assertThat(rest.getLast()).isNotDone();
        ends.getLast().emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
        assertThat(rest.getLast()).isCompleted();
    }
}
