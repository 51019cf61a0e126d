package dev.switchboard.conversation.transfer;

import dev.switchboard.common.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The lines that one transaction imports: those that can be, by external id, and what became of each.
final class Chunk<T> {
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
    private final Map<Integer, ImportResult> results = new TreeMap<>();

    private record Entry<T>(int line, T row) {}

    void fail(int line, @Nullable String externalId, Problem problem) {
        results.put(line, ImportResult.failed(line, externalId, problem));
    }

    /// Takes the row unless it is wrong, or one with its external id stands in this chunk already.
    void add(int line, @Nullable String externalId, Supplier<T> row) {
        try {
            T checked = row.get();
            Entry<T> earlier = entries.putIfAbsent(String.valueOf(externalId), new Entry<>(line, checked));
            if (earlier != null) {
                throw Problem.field("external_id", "stands in line " + earlier.line() + " already");
            }
        } catch (Problem problem) {
            fail(line, externalId, problem);
        }
    }

    Collection<String> externalIds() {
        return List.copyOf(entries.keySet());
    }

    List<T> rows() {
        return entries.values().stream().map(Entry::row).toList();
    }

    /// Leaves out the rows for which there is a fault.
    void refuse(Function<T, @Nullable Problem> fault) {
        entries.entrySet().removeIf(entry -> {
            Problem problem = fault.apply(entry.getValue().row());
            if (problem != null) {
                fail(entry.getValue().line(), entry.getKey(), problem);
            }
            return problem != null;
        });
    }

    void done(String externalId, ImportResult.Outcome outcome, UUID id) {
        Entry<T> entry = entries.get(externalId);
        if (entry != null) {
            results.put(entry.line(), ImportResult.of(entry.line(), outcome, externalId, id));
        }
    }

    List<ImportResult> results() {
        return List.copyOf(results.values());
    }
}
