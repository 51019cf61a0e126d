package dev.switchboard.ai.guard;

/// Text for a customer: without HTML tags, without Markdown headings. What is no tag stays as the author wrote it, so
/// `a < b` does.
public final class PlainText {
    private PlainText() {}

    public static String of(String text) {
        StringBuilder plain = new StringBuilder();
        withoutTags(text).lines().map(PlainText::withoutHeading).forEach(line -> plain.append(line)
                .append('\n'));
        return opensNoTag(plain.toString().strip());
    }

    private static String withoutTags(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int close = opensTag(text, at) ? text.indexOf('>', at) : -1;
            if (close > 0) {
                at = close + 1;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    /// Whatever is left of nested or broken tags loses its `<`; from the right, because a `<` may come to stand before a
    /// letter only when the one behind it has gone.
    private static String opensNoTag(String text) {
        StringBuilder reversed = new StringBuilder(text.length());
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c != '<' || reversed.isEmpty() || !startsTag(reversed.charAt(reversed.length() - 1))) {
                reversed.append(c);
            }
        }
        return reversed.reverse().toString();
    }

    private static boolean opensTag(String text, int at) {
        return text.charAt(at) == '<' && at + 1 < text.length() && startsTag(text.charAt(at + 1));
    }

    private static boolean startsTag(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?';
    }

    private static String withoutHeading(String line) {
        int hashes = 0;
        while (hashes < line.length() && line.charAt(hashes) == '#') {
            hashes++;
        }
        boolean heading = hashes > 0 && hashes <= 6 && (hashes == line.length() || line.charAt(hashes) == ' ');
        return heading ? "" : line;
    }
}
