package dev.switchboard.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.gateway.Tenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AccountSequenceTests {
    private final Tenant.Talk talk = Tenant.named("acme").talk("ann", "s-1");
    private final List<String> told = new ArrayList<>();
    private final AccountSequence sequence =
            new AccountSequence(new Told(), 4, new FeedMeters(new SimpleMeterRegistry()));

    private final class Told implements AccountListener {
        @Override
        public void resumed(boolean recovered, long since, long last) {
            told.add("resumed " + recovered + " " + since + " " + last);
        }

        @Override
        public void fact(FeedItem<?> item, long pos, boolean missed) {
            told.add(pos + (missed ? " missed" : ""));
        }

        @Override
        public Mono<Void> flushed() {
            return Mono.empty();
        }
    }

    private boolean offer(long pos) {
        return sequence.offer(new FeedItem<>(talk.agentSaid(pos, "Hi")), pos);
    }

    private AccountPage page(long last, long... positions) {
        return new AccountPage(
                last,
                true,
                Arrays.stream(positions)
                        .mapToObj(pos -> new AccountPage.Entry(
                                pos, MessageCreated.TOPIC, WireJson.MAPPER.valueToTree(talk.agentSaid(pos, "Hi"))))
                        .toList());
    }

    @Test
    void whatWasMissedComesFirstAndNothingTwice() {
        sequence.resumeAfter(2);
        offer(4);
        offer(5);
        assertThat(sequence.take(page(4, 3, 4))).isFalse();
        assertThat(sequence.settle()).isFalse();
        offer(5);
        assertThat(told).containsExactly("resumed true 2 4", "3 missed", "4 missed", "5");
    }

    @Test
    void whatOvertakesWaitsForWhatItHasOvertaken() {
        sequence.take(page(7));
        sequence.settle();
        assertThat(offer(9)).isTrue();
        assertThat(offer(10)).isTrue();
        assertThat(sequence.isWhole()).isFalse();
        assertThat(offer(8)).isFalse();
        assertThat(sequence.isWhole()).isTrue();
        assertThat(told).containsExactly("8", "9", "10");
    }

    @Test
    void whatDoesNotComeIsRead() {
        sequence.take(page(7));
        sequence.settle();
        assertThat(offer(9)).isTrue();
        assertThat(sequence.after()).isEqualTo(7);
        sequence.take(page(9, 8, 9));
        assertThat(sequence.settle()).isFalse();
        assertThat(told).containsExactly("8 missed", "9 missed");
    }

    @Test
    void whatIsKeptNoMoreIsNotReadForEver() {
        sequence.take(page(7));
        sequence.settle();
        assertThat(offer(9)).isTrue();
        sequence.after();
        sequence.take(new AccountPage(7, true, List.of()));
        assertThat(sequence.settle()).isFalse();
        assertThat(told).containsExactly("9");
    }

    @Test
    void whatIsLetGoForWantOfRoomIsReadLater() {
        sequence.take(page(1));
        sequence.settle();
        for (long pos = 3; pos <= 9; pos++) {
            assertThat(offer(pos)).isTrue();
        }
        assertThat(sequence.after()).isEqualTo(1);
        sequence.take(page(9, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(sequence.settle()).isFalse();
        assertThat(told).hasSize(8).startsWith("2 missed").endsWith("9 missed");
    }

    @Test
    void typingIsToldAtOnceOrNever() {
        assertThat(offer(0)).isFalse();
        sequence.take(page(7));
        sequence.settle();
        assertThat(offer(0)).isFalse();
        assertThat(told).containsExactly("0");
    }
}
