package dev.switchboard.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A Markdown table that grows as the figures come in.
final class Table {
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>();

    Table(PrintStream out) {
        this.out = out;
    }

    void row(String what, String measured, String target) {
        String row = "| %s | %s | %s |".formatted(what, measured, target);
        rows.add(row);
        out.println(row);
    }

    /// A line of progress that is no part of the table.
    void progress(String line) {
        out.println("… " + line);
    }

    void print() {
        out.println();
        out.println("| figure | measured | target |");
        out.println("|---|---|---|");
        rows.forEach(out::println);
    }

    static String millis(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, max %.0f ms",
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }
}
