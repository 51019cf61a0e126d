package dev.switchboard.conversation.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The order in which an account's messages are looked at: runs of 4,096 positions, newest first, twice as many in
/// each step, and at last all that is older. A common word is found in the first steps, and the database never begins
/// the others; a rare word costs its few matches.
///
/// @param query what is wanted, with the marks of these runs
/// @param before only positions below it; null where the marks say it all
record Runs(String query, @Nullable Long before) {
    private static final int BITS = 12;
    private static final List<Integer> STEPS = List.of(1, 1, 2, 4, 8, 16, 32);

    /// @param wanted the query as PostgreSQL writes it
    static List<Runs> newestFirst(long tenant, long head, String wanted) {
        List<Runs> steps = new ArrayList<>();
        long run = head >> BITS;
        for (int size : STEPS) {
            if (run < 0) {
                return steps;
            }
            String marks = LongStream.rangeClosed(Math.max(0, run - size + 1), run)
                    .mapToObj(r -> "'\u0001r" + tenant + "." + r + "'")
                    .collect(Collectors.joining(" | "));
            steps.add(new Runs("(" + wanted + ") & (" + marks + ")", null));
            run -= size;
        }
        if (run >= 0) {
            steps.add(new Runs("(" + wanted + ") & '\u0001a" + tenant + "'", (run + 1) << BITS));
        }
        return steps;
    }
}
