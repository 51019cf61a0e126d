package dev.switchboard.conversation.transfer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Comma-separated values as in RFC 4180. A cell that a spreadsheet would take for a formula is written with an
/// apostrophe before it, and read without.
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    static String line(List<@Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.append(',');
            }
            String cell = cells.get(i);
            if (cell != null) {
                append(line, startsFormula(cell) ? "'" + cell : cell);
            }
        }
        return line.append("\r\n").toString();
    }

    private static void append(StringBuilder line, String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        if (plain) {
            line.append(cell);
        } else {
            line.append('"').append(cell.replace("\"", "\"\"")).append('"');
        }
    }

    /// @throws IllegalArgumentException where a quotation mark stands in a wrong place
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (at <= line.length()) {
            StringBuilder cell = new StringBuilder();
            at = at < line.length() && line.charAt(at) == '"' ? quoted(line, at + 1, cell) : bare(line, at, cell);
            cells.add(withoutGuard(cell.toString()));
            at++;
        }
        return cells;
    }

    /// Where the cell ends: at a comma, or behind the line.
    private static int bare(String line, int from, StringBuilder cell) {
        int comma = line.indexOf(',', from);
        int end = comma < 0 ? line.length() : comma;
        cell.append(line, from, end);
        return end;
    }

    private static int quoted(String line, int from, StringBuilder cell) {
        int at = from;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                throw new IllegalArgumentException("a quotation mark is not closed");
            }
            cell.append(line, at, quote);
            if (quote + 1 == line.length() || line.charAt(quote + 1) == ',') {
                return quote + 1;
            }
            if (line.charAt(quote + 1) != '"') {
                throw new IllegalArgumentException("a quotation mark stands inside a cell");
            }
            cell.append('"');
            at = quote + 2;
        }
    }

    private static String withoutGuard(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && startsFormula(cell.substring(1))
                ? cell.substring(1)
                : cell;
    }

    private static boolean startsFormula(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
    }
}
