package dev.switchboard.gateway.socket.phoenix;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The joins of one member to one topic, by all of its clients, the last few of them.
final class Joins {
    private static final int MOST = 8;

    private final Duration memory;
    private final Deque<Join> known = new ArrayDeque<>(2);

    Joins(Duration memory) {
        this.memory = memory;
    }

    /// What is known of a client before its join.
    sealed interface Before {
        Before FRESH = new Fresh();
        Before UNKNOWN = new Unknown();

        /// It was here and went away.
        record Away(Instant heard) implements Before {}

        /// It is a page that was just opened, or has left of its own will.
        record Fresh() implements Before {}

        record Unknown() implements Before {}
    }

    private enum State {
        OPEN,
        LOST,
        LEFT
    }

    static final class Join {
        private final long ref;
        private volatile Instant heard;
        private volatile State state = State.OPEN;

        Join(long ref, Instant now) {
            this.ref = ref;
            this.heard = now;
        }

        void heard(Instant now) {
            heard = now;
        }

        Instant lastHeard() {
            return heard;
        }

        /// The first ending counts.
        void end(Ending ending) {
            if (state == State.OPEN) {
                state = ending == Ending.LEFT ? State.LEFT : State.LOST;
            }
        }
    }

    /// A client's own join before this one is the highest ref below its own. One that still looks open may be its
    /// broken connection or another client's good one: of two candidates the longer away counts, because a message
    /// twice is better than one not at all.
    synchronized Before add(Join join, Instant now) {
        known.removeIf(old -> old.state != State.OPEN && old.heard.isBefore(now.minus(memory)));
        Optional<Join> gone = below(join, State.LOST::equals);
        Optional<Join> there = below(join, State.OPEN::equals);
        Optional<Instant> heard = Stream.of(gone, there)
                .flatMap(Optional::stream)
                .map(old -> old.heard)
                .min(Comparator.naturalOrder());
        Before none = known.isEmpty() ? Before.UNKNOWN : Before.FRESH;
        Before before = heard.isPresent() ? new Before.Away(heard.get()) : none;
        gone.ifPresent(known::remove);
        if (known.size() == MOST) {
            known.removeFirst();
        }
        known.addLast(join);
        return before;
    }

    private Optional<Join> below(Join join, Predicate<State> state) {
        return known.stream()
                .filter(old -> old.ref < join.ref && state.test(old.state))
                .max(Comparator.comparingLong(old -> old.ref));
    }
}
