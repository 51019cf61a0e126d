package dev.switchboard.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.gateway.Tenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SequenceTests {
    private final Tenant.Talk talk = Tenant.named("acme").talk("ann", "s-1");
    private final Told told = new Told();
    private final Sequence sequence = new Sequence(told, 4, new FeedMeters(new SimpleMeterRegistry()));

    @Test
    void withoutAnythingToResumeOnlyWhatComesIsTold() {
        assertThat(sequence.take(page(7))).isFalse();
        assertThat(sequence.settle()).isFalse();
        offer(said(7));
        offer(said(8));
        assertThat(told.lines).containsExactly("8");
    }

    @Test
    void whatIsSaidWhileTheStateIsReadIsTold() {
        offer(said(7));
        offer(said(8));
        assertThat(sequence.take(page(8))).isFalse();
        assertThat(sequence.settle()).isFalse();
        offer(said(9));
        assertThat(told.lines).containsExactly("7", "8", "9");
    }

    @Test
    void anOwnerThatDoesNotAnswerDoesNotSilenceTheFeed() {
        sequence.settle();
        offer(said(5));
        offer(said(6));
        assertThat(told.lines).containsExactly("5", "6");
    }

    @Test
    void whatWasMissedComesFirstAndNothingTwice() {
        sequence.resumeAfter(2);
        offer(said(5));
        offer(said(6));
        assertThat(sequence.take(page(5, said(3), said(4), said(5)))).isFalse();
        assertThat(sequence.settle()).isFalse();
        offer(said(6));
        assertThat(told.lines).containsExactly("resumed true 2 5", "3 missed", "4 missed", "5 missed", "6");
    }

    @Test
    void pagesAreReadUntilTheLastSeq() {
        sequence.resumeAfter(0);
        assertThat(sequence.take(page(3, said(1), said(2)))).isTrue();
        assertThat(sequence.after()).isEqualTo(2);
        assertThat(sequence.take(page(3, said(3)))).isFalse();
        assertThat(told.lines).containsExactly("resumed true 0 3", "1 missed", "2 missed", "3 missed");
    }

    @Test
    void aGapStopsTheFeedUntilItIsRead() {
        sequence.take(page(0));
        sequence.settle();
        assertThat(sequence.offer(item(said(1)))).isFalse();
        assertThat(sequence.offer(item(said(3)))).isTrue();
        assertThat(sequence.offer(item(said(4)))).isFalse();
        assertThat(told.lines).containsExactly("1");
        sequence.take(page(3, said(2), said(3)));
        assertThat(sequence.settle()).isFalse();
        assertThat(told.lines).containsExactly("1", "2 missed", "3 missed", "4");
    }

    @Test
    void aGapThatTheOwnerKnowsNothingOfIsNotReadForEver() {
        sequence.take(page(0));
        sequence.settle();
        offer(said(1));
        assertThat(sequence.offer(item(said(3)))).isTrue();
        sequence.take(page(1));
        assertThat(sequence.settle()).isFalse();
        assertThat(told.lines).containsExactly("1", "3");
    }

    @Test
    void whatIsLetGoWhileCatchingUpIsReadAgain() {
        sequence.resumeAfter(0);
        for (long seq = 1; seq <= 5; seq++) {
            offer(said(seq));
        }
        sequence.take(page(1, said(1)));
        assertThat(sequence.settle()).isTrue();
        sequence.take(page(5, said(2), said(3), said(4), said(5)));
        assertThat(sequence.settle()).isFalse();
        assertThat(told.lines)
                .containsExactly("resumed true 0 1", "1 missed", "2 missed", "3 missed", "4 missed", "5 missed");
    }

    @Test
    void moreThanIsSentAgainIsSaidAndTheFeedGoesOn() {
        sequence.resumeAfter(3);
        sequence.take(new FeedPage(talk.id(), 2000, 2000, Owner.BOT, 0, false, List.of()));
        sequence.settle();
        offer(said(2001));
        assertThat(told.lines).containsExactly("resumed false 3 2000", "2001");
    }

    @Test
    void aClientThatClaimsTheFutureMissesNothing() {
        sequence.resumeAfter(999);
        sequence.take(page(2));
        sequence.settle();
        offer(said(3));
        assertThat(told.lines).containsExactly("resumed true 2 2", "3");
    }

    @Test
    void aRepeatWaitsForItsMessage() {
        sequence.take(page(0));
        sequence.settle();
        MessageCreated second = talk.customerSaid(2, "m-2", "Hi");
        offer(talk.repeated(second));
        assertThat(told.lines).isEmpty();
        offer(said(1));
        offer(second);
        assertThat(told.lines).containsExactly("1", "2", "Repeated");
    }

    @Test
    void typingUnderAnOldLeaseOrAfterTheAnswerIsDropped() {
        sequence.take(page(0));
        sequence.settle();
        MessageCreated question = talk.customerSaid(1, "m-1", "Hi");
        offer(question);
        offer(typing(question, 0));
        offer(talk.botSaid(2, "Hello", question.messageId()));
        offer(typing(question, 0));
        offer(talk.handover(3, "A person comes"));
        offer(typing(talk.customerSaid(4, "m-2", "?"), 0));
        assertThat(told.lines).containsExactly("1", "typing", "2", "3");
    }

    private TypingChanged typing(MessageCreated question, long epoch) {
        return new TypingChanged(
                Ids.next(),
                talk.tenant().account(),
                talk.id(),
                Instant.now(),
                Author.bot(),
                true,
                question.messageId(),
                epoch);
    }

    private MessageCreated said(long seq) {
        return talk.customerSaid(seq, "m-" + seq, "number " + seq);
    }

    private FeedPage page(long lastSeq, MessageCreated... messages) {
        return new FeedPage(talk.id(), lastSeq, lastSeq, Owner.BOT, 0, true, Arrays.asList(messages));
    }

    private void offer(Fact fact) {
        sequence.offer(item(fact));
    }

    private static FeedItem<Fact> item(Fact fact) {
        return new FeedItem<>(fact);
    }

    private static final class Told implements FeedListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void resumed(boolean recovered, long since, long lastSeq) {
            lines.add("resumed " + recovered + " " + since + " " + lastSeq);
        }

        @Override
        public void message(FeedItem<MessageCreated> item, boolean missed) {
            lines.add(item.fact().seq() + (missed ? " missed" : ""));
        }

        @Override
        public void updated(FeedItem<MessageUpdated> item) {
            lines.add(item.fact().getClass().getSimpleName());
        }

        @Override
        public void conversation(FeedItem<ConversationUpdated> item) {
            lines.add(item.fact().getClass().getSimpleName());
        }

        @Override
        public void typing(FeedItem<TypingChanged> item) {
            lines.add("typing");
        }

        @Override
        public Mono<Void> flushed() {
            return Mono.empty();
        }
    }
}
