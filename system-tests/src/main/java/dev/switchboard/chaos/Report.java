package dev.switchboard.chaos;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one run of a fault has shown.
///
/// @param ledger and `times` are absent where the fault brings a load of its own
public record Report(
        String code,
        String what,
        @Nullable Ledger ledger,
        @Nullable Times times,
        List<Check> checks,
        List<String> notes) {

    public boolean passed() {
        return checks.stream().allMatch(Check::holds);
    }

    /// A row of the table.
    String row() {
        if (ledger == null || times == null) {
            return "| %s | %s | | | | | | | | | | %s |".formatted(code, what, verdict());
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,d | %,d | %,d | %d | %d | %d | %d | %.1f s | %.0f s | %s |",
                code,
                what,
                ledger.attempts(),
                ledger.acked(),
                ledger.rejected().values().stream().mapToInt(Integer::intValue).sum(),
                ledger.ackedLost(),
                ledger.duplicatesVisible() + ledger.repeatedAfterReturn(),
                ledger.duplicatesStored(),
                ledger.orderViolations(),
                times.firstSuccess(),
                times.drain(),
                verdict());
    }

    static String head() {
        return """
                | fault | what | attempts | acked | rejected | acked_lost | duplicates_visible | duplicates_stored \
                | order_violations | time_to_first_success | time_to_drain | verdict |
                |---|---|---|---|---|---|---|---|---|---|---|---|""";
    }

    private String verdict() {
        return passed() ? "PASS" : "MISS";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(code + " " + what + ": " + verdict() + "\n");
        if (ledger != null && times != null) {
            text.append("  ")
                    .append(ledger)
                    .append("\n  ")
                    .append(times.latencies())
                    .append("\n");
        }
        checks.forEach(check -> text.append("  ").append(check).append("\n"));
        notes.forEach(note -> text.append("  ").append(note).append("\n"));
        return text.toString();
    }
}
