package dev.switchboard.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A Markdown table that grows as the figures come in.
public final class Table {
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>();

    public Table() {
        this(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    Table(PrintStream out) {
        this.out = out;
    }

    public void row(String what, String measured, String target) {
        String row = "| %s | %s | %s |".formatted(what, measured, target);
        rows.add(row);
        out.println(row);
    }

    /// A line of progress that is no part of the table.
    public void progress(String line) {
        out.println("… " + line);
    }

    public void print() {
        out.println();
        out.println("| figure | measured | target |");
        out.println("|---|---|---|");
        rows.forEach(out::println);
    }

    public static String millis(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, max %.0f ms",
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }
}
