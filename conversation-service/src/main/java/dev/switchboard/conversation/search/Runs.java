package dev.switchboard.conversation.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The order in which an account's messages are looked at: runs of 4,096 positions, newest first, about twice as
/// many in each step as in all before it, and at last all that is older. A common word is found in the first steps,
/// and the database never begins the others; a rare word costs its few matches.
///
/// A step names few runs, all of one length: an index asks each mark of each candidate.
///
/// @param query what is wanted, with the marks of these runs
/// @param before only positions below it; null where the marks say it all
record Runs(String query, @Nullable Long before) {
    private static final int BITS = 12;
    /// Where the steps end, in runs.
    private static final int LOOKED_AT = 64;
    private static final int MOST_MARKS = 4;

    /// @param wanted the query as PostgreSQL writes it
    /// @param alone hardly anything is of other accounts, so that asking each candidate whose it is costs more than
    ///     reading theirs: 9 of 12 ms for two thousand matches among two million messages
    static List<Runs> newestFirst(long tenant, long head, String wanted, boolean alone) {
        List<Runs> steps = new ArrayList<>();
        long end = (head >> BITS) + 1;
        for (long begun = end; end > 0 && begun - end < LOOKED_AT; ) {
            long least = Math.max(0, end - Math.max(1, 2 * (begun - end)));
            Length length = Length.longest(end, least);
            List<String> marks = new ArrayList<>();
            do {
                end -= length.runs;
                marks.add("'\u0001%c%d.%d'".formatted(length.letter, tenant, end / length.runs));
            } while (end > least && marks.size() < MOST_MARKS && Length.longest(end, least) == length);
            steps.add(new Runs("(" + wanted + ") & (" + String.join(" | ", marks) + ")", null));
        }
        if (end > 0) {
            steps.add(new Runs(alone ? wanted : "(" + wanted + ") & '\u0001a" + tenant + "'", end << BITS));
        }
        return steps;
    }

    /// What the marks of a message say of its position, as `search_marks` of the database writes them.
    private enum Length {
        LONG(16, 't'),
        MEDIUM(4, 's'),
        SHORT(1, 'r');

        private final int runs;
        private final char letter;

        Length(int runs, char letter) {
            this.runs = runs;
            this.letter = letter;
        }

        /// The longest run that ends at a place and begins no earlier than another, which is before it.
        static Length longest(long end, long least) {
            return Stream.of(LONG, MEDIUM)
                    .filter(length -> end % length.runs == 0 && end - length.runs >= least)
                    .findFirst()
                    .orElse(SHORT);
        }
    }
}
