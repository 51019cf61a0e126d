package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Author;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Who writes to a visitor at this moment. One who was never heard to stop has stopped after a minute. One thread only.
final class Typists {
    static final Duration LONGEST = Duration.ofSeconds(60);
    /// Of so many at once the rest are not shown.
    private static final int MOST = 16;

    private final BiConsumer<Author, Boolean> told;
    private final List<Typist> writing = new ArrayList<>(0);

    Typists(BiConsumer<Author, Boolean> told) {
        this.told = told;
    }

    private record Typist(Author author, long since) {}

    void begin(Author author, long nanos) {
        boolean known = writing.removeIf(typist -> same(typist.author(), author));
        if (known || writing.size() < MOST) {
            writing.add(new Typist(author, nanos));
        }
        if (!known && writing.getLast().author() == author) {
            told.accept(author, true);
        }
    }

    void stop(Author author) {
        stop(typist -> same(typist.author(), author));
    }

    /// Whoever has said something does not write any more, and the bot falls silent whoever speaks.
    void spoke(Author author) {
        stop(typist -> typist.author().kind() == Author.Kind.BOT || same(typist.author(), author));
    }

    void tick(long nanos) {
        stop(typist -> nanos - typist.since() > LONGEST.toNanos());
    }

    private void stop(Predicate<Typist> stopped) {
        if (writing.isEmpty()) {
            return;
        }
        List<Typist> gone = writing.stream().filter(stopped).toList();
        writing.removeAll(gone);
        gone.forEach(typist -> told.accept(typist.author(), false));
    }

    private static boolean same(Author one, Author other) {
        return one.kind() == other.kind() && Objects.equals(one.id(), other.id());
    }
}
