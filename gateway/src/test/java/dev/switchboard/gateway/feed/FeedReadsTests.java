package dev.switchboard.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class FeedReadsTests {
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final FeedReads reads = new FeedReads(this::ask, 1, 120);

    private record Question(List<Wanted> wanted, CompletableFuture<List<Optional<FeedPage>>> answer) {}

    private Mono<List<Optional<FeedPage>>> ask(List<Wanted> wanted) {
        Question question = new Question(wanted, new CompletableFuture<>());
        questions.add(question);
        return Mono.fromFuture(question.answer());
    }

    @Test
    void whatComesWhileARequestIsUnderWayGoesTogetherInTheNext() {
        CompletableFuture<FeedPage> first = read(1);
        List<CompletableFuture<FeedPage>> more =
                LongStream.range(2, 60).mapToObj(this::read).toList();
        assertThat(places(question())).containsExactly(1L);
        answer(question());
        assertThat(first.join().lastSeq()).isEqualTo(1);

        Question second = next();
        assertThat(places(second)).hasSize(50).startsWith(2L, 3L);
        answer(second);
        Question third = next();
        assertThat(places(third)).hasSize(8).endsWith(59L);
        answer(third);
        assertThat(more)
                .extracting(page -> page.join().lastSeq())
                .startsWith(2L, 3L)
                .endsWith(59L);
    }

    @Test
    void whoHasGoneIsNotAskedFor() {
        read(1);
        CompletableFuture<FeedPage> gone = read(2);
        CompletableFuture<FeedPage> here = read(3);
        gone.cancel(true);
        answer(question());
        Question second = next();
        assertThat(places(second)).containsExactly(3L);
        answer(second);
        assertThat(here.join().lastSeq()).isEqualTo(3);
    }

    @Test
    void aConversationThatIsNotThereFailsItsReaderAlone() {
        read(1);
        CompletableFuture<FeedPage> missing = read(2);
        CompletableFuture<FeedPage> here = read(3);
        answer(question());
        next().answer().complete(List.of(Optional.empty(), Optional.of(page(3))));
        assertThat(here.join().lastSeq()).isEqualTo(3);
        assertThat(missing)
                .completesExceptionallyWithin(java.time.Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(Problem.class);
    }

    @Test
    void aFailedRequestFailsItsReadersAndTheNextGoesOn() {
        CompletableFuture<FeedPage> unlucky = read(1);
        CompletableFuture<FeedPage> lucky = read(2);
        question().answer().completeExceptionally(new IllegalStateException("gone"));
        answer(next());
        assertThat(lucky.join().lastSeq()).isEqualTo(2);
        assertThat(unlucky).isCompletedExceptionally();
    }

    @Test
    void pastTheBoundAReadIsRefusedAtOnce() {
        read(0);
        LongStream.rangeClosed(1, 120).forEach(this::read);
        assertThat(read(121)).isCompletedExceptionally();
        assertThat(questions).hasSize(1);
    }

    private CompletableFuture<FeedPage> read(long after) {
        return reads.read(new Wanted(UUID.randomUUID(), UUID.randomUUID(), null, null, after))
                .toFuture();
    }

    private Question question() {
        return questions.element();
    }

    private Question next() {
        questions.remove();
        Awaitility.await().until(() -> !questions.isEmpty());
        return questions.element();
    }

    private static List<@Nullable Long> places(Question question) {
        return question.wanted().stream().map(Wanted::after).toList();
    }

    private static void answer(Question question) {
        question.answer()
                .complete(question.wanted().stream()
                        .map(wanted -> Optional.of(page(wanted.after())))
                        .toList());
    }

    private static FeedPage page(long seq) {
        return new FeedPage(UUID.randomUUID(), seq, 0, null, 0, true, List.of());
    }
}
