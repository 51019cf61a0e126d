package dev.switchboard.conversation.search;

/// The part of a text that matched, as HTML: the text's own characters are escaped, and what was found stands in
/// `<mark>`. PostgreSQL marks it with two control characters, which are taken out of the text before.
final class Snippet {
    /// Arguments are SQL: a text, and the query.
    private static final String HEADLINE = """
            ts_headline('plain_words', left(translate(%s, E'\\x02\\x03', ''), 16384), %s,
                E'StartSel=\\x02, StopSel=\\x03, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "')\
            """;

    private Snippet() {}

    static String sql(String text, String query) {
        return HEADLINE.formatted(text, query);
    }

    static String html(String marked) {
        StringBuilder html = new StringBuilder(marked.length() + 32);
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            switch (c) {
                case '\u0002' -> html.append("<mark>");
                case '\u0003' -> html.append("</mark>");
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
