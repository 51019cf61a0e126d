package dev.switchboard.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A knowledge article of the demo tenant: a Markdown text under a head of `key: value` lines.
record Article(String id, String title, String category, String url, List<String> asked, String body) {
    private static final String RULE = "---\n";

    /// The body that memory-service takes.
    record Stored(String title, String body, String category, String url, List<String> asked) {}

    static Article parse(String text) {
        int end = text.indexOf(RULE, RULE.length());
        if (!text.startsWith(RULE) || end < 0) {
            throw new IllegalArgumentException("an article begins with a head between two lines of ---");
        }
        Map<String, String> head = new LinkedHashMap<>();
        text.substring(RULE.length(), end).lines().forEach(line -> {
            String[] pair = line.split(": ", 2);
            head.put(pair[0], pair[1]);
        });
        return new Article(
                head.getOrDefault("id", ""),
                head.getOrDefault("title", ""),
                head.getOrDefault("category", ""),
                head.getOrDefault("url", ""),
                List.of(head.getOrDefault("asked", "").split(" \\| ")),
                text.substring(end + RULE.length()).strip());
    }

    Stored stored() {
        return new Stored(title, body, category, url, asked);
    }
}
