package dev.switchboard.conversation.transfer;

import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A line with its number.
///
/// @param line null where it could not be read
/// @param fault why
record Parsed<T>(int number, @Nullable T line, @Nullable Problem fault) {
    static <T, R> void into(
            Chunk<R> chunk, List<Parsed<T>> lines, Function<T, @Nullable String> externalId, Function<T, R> row) {
        for (Parsed<T> parsed : lines) {
            T line = parsed.line();
            if (line != null) {
                chunk.add(parsed.number(), externalId.apply(line), () -> row.apply(line));
            } else if (parsed.fault() != null) {
                chunk.fail(parsed.number(), null, parsed.fault());
            }
        }
    }
}
