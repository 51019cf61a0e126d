package dev.switchboard.memory.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts Markdown into chunks along its structure: a heading starts a new one, paragraphs and lists are kept whole
/// while they fit, and what is longer is cut between sentences.
final class Chunker {
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*)");
    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\[\\]]*)]\\([^)\\[]{0,2000}+\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)]\\(([^)\\s\\[]{0,2000}+)[^)\\[]{0,500}+\\)");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>|<!--[^<>]*-->");
    private static final Pattern STRONG = Pattern.compile("\\*\\*|__|`");
    private static final Pattern EMPHASIS = Pattern.compile("(?<![\\w*])[*_](?=\\S)([^*_]*)[*_](?![\\w*])");

    private final int size;
    private final List<Chunk> chunks = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private @Nullable String heading;

    private Chunker(int size) {
        this.size = size;
    }

    /// @param size characters that a chunk should not exceed
    static List<Chunk> chunks(String markdown, int size) {
        Chunker chunker = new Chunker(size);
        StringBuilder block = new StringBuilder();
        for (String line : markdown.lines().toList()) {
            var title = HEADING.matcher(line.strip());
            if (title.matches()) {
                chunker.add(block);
                chunker.close();
                chunker.heading = plain(unclosed(title.group(1)));
            } else if (line.isBlank()) {
                chunker.add(block);
            } else {
                block.append(line.strip()).append('\n');
            }
        }
        chunker.add(block);
        chunker.close();
        return List.copyOf(chunker.chunks);
    }

    /// A heading may be closed by the signs that open it.
    private static String unclosed(String title) {
        int end = title.length();
        while (end > 0 && title.charAt(end - 1) == '#') {
            end--;
        }
        return title.substring(0, end).strip();
    }

    private void add(StringBuilder block) {
        String text = plain(block.toString());
        block.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        if (open.length() + text.length() + 2 > size) {
            close();
        }
        if (text.length() <= size) {
            open.append(open.isEmpty() ? "" : "\n\n").append(text);
            return;
        }
        for (String sentence : sentences(text)) {
            if (open.length() + sentence.length() > size) {
                close();
            }
            open.append(sentence);
        }
    }

    private void close() {
        String text = open.toString().strip();
        open.setLength(0);
        if (!text.isEmpty()) {
            chunks.add(new Chunk(chunks.size(), heading, text));
        }
    }

    /// A sentence that is itself too long is cut at the size: a chunk is bounded whatever the author wrote.
    private List<String> sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            for (int from = start; from < end; from += size) {
                sentences.add(text.substring(from, Math.min(end, from + size)));
            }
            start = end;
        }
        return sentences;
    }

    private static String plain(String markdown) {
        String text = IMAGE.matcher(markdown).replaceAll("$1");
        text = LINK.matcher(text).replaceAll("$1 ($2)");
        text = TAG.matcher(text).replaceAll("");
        text = STRONG.matcher(text).replaceAll("");
        return EMPHASIS.matcher(text).replaceAll("$1").strip();
    }
}
