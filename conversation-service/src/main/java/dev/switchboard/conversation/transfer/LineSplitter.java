package dev.switchboard.conversation.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts bytes into lines, however they arrive. A line that is too long is given without its text, and no more of it
/// is kept. In CSV a quoted line feed is part of its line.
final class LineSplitter {
    private final boolean quotes;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int number;
    private boolean quoted;
    private boolean tooLong;

    LineSplitter(Format format, long longest) {
        this.quotes = format == Format.CSV;
        this.longest = Math.toIntExact(longest);
    }

    /// @param number of the line, from 1
    /// @param text null for a line that is too long
    record Line(int number, @Nullable String text) {}

    List<Line> take(byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        for (byte b : bytes) {
            if (quotes && b == '"') {
                quoted = !quoted;
            }
            if (b == '\n' && !quoted) {
                add(lines);
            } else if (line.size() < longest) {
                line.write(b);
            } else {
                tooLong = true;
            }
        }
        return lines;
    }

    /// What stands behind the last line feed.
    List<Line> finish() {
        List<Line> lines = new ArrayList<>();
        if (line.size() > 0 || tooLong) {
            add(lines);
        }
        return lines;
    }

    private void add(List<Line> lines) {
        number++;
        String text = line.toString(StandardCharsets.UTF_8);
        String cut = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (number == 1 && cut.startsWith("\uFEFF")) {
            cut = cut.substring(1);
        }
        if (tooLong || !cut.isBlank()) {
            lines.add(new Line(number, tooLong ? null : cut));
        }
        line.reset();
        tooLong = false;
        quoted = false;
    }
}
