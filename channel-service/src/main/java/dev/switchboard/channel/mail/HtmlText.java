package dev.switchboard.channel.mail;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// The text of an HTML mail, or of another's words in HTML, as a person reads it: nothing that is hidden, nothing that
/// is loaded or run, quotations as
/// lines with `>`. Markup never gets any further than here.
public final class HtmlText {
    private static final int LONGEST = 1024 * 1024;

    private HtmlText() {}

    public static String of(String html) {
        Element body =
                Jsoup.parse(html.substring(0, Math.min(html.length(), LONGEST))).body();
        Reader reader = new Reader();
        Element _ = body.filter(reader);
        return reader.text();
    }

    private static final class Reader implements NodeFilter {
        private final StringBuilder text = new StringBuilder();
        private int quotes;
        private boolean fresh = true;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode words) {
                say(words.text());
            } else if (node instanceof Element element) {
                if (isUnseen(element)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                begin(element);
            }
            return FilterResult.CONTINUE;
        }

        private void begin(Element element) {
            switch (element.normalName()) {
                case "br" -> newLine();
                case "blockquote" -> {
                    freshLine();
                    quotes++;
                }
                case "li" -> {
                    freshLine();
                    say("- ");
                }
                case "hr" -> {
                    freshLine();
                    say("---");
                }
                case "img" -> say(element.attr("alt").isBlank() ? "" : "[" + element.attr("alt") + "]");
                default -> {
                    if (element.isBlock()) {
                        freshLine();
                    }
                }
            }
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "blockquote" -> {
                        freshLine();
                        quotes--;
                    }
                    case "a" -> link(element);
                    case "p", "h1", "h2", "h3", "h4", "ul", "ol", "table" -> {
                        freshLine();
                        newLine();
                    }
                    case "td", "th" -> say(" ");
                    default -> {
                        if (element.isBlock()) {
                            freshLine();
                        }
                    }
                }
            }
            return FilterResult.CONTINUE;
        }

        private void link(Element link) {
            String target = link.attr("href").strip();
            boolean shown = link.text().contains(target.replaceFirst("^(https?://|mailto:)", ""));
            if (target.toLowerCase(Locale.ROOT).startsWith("http") && !shown && target.length() <= 500) {
                say(" (" + target + ")");
            }
        }

        private static boolean isUnseen(Element element) {
            String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
            return switch (element.normalName()) {
                case "script", "style", "head", "title", "template", "object", "svg", "noscript" -> true;
                default ->
                    element.hasAttr("hidden")
                            || style.contains("display:none")
                            || style.contains("visibility:hidden")
                            || style.matches(".{0,2000}font-size:0(px|pt|em|%)?(;.{0,2000})?")
                            || style.contains("mso-hide:all");
            };
        }

        private void say(String words) {
            if (words.isEmpty() || (fresh && words.isBlank())) {
                return;
            }
            if (fresh) {
                text.append("> ".repeat(Math.min(quotes, 5)));
                fresh = false;
                text.append(words.stripLeading());
            } else {
                text.append(words);
            }
        }

        private void freshLine() {
            if (!fresh) {
                newLine();
            }
        }

        private void newLine() {
            if (fresh && quotes > 0) {
                text.append(">");
            }
            text.append('\n');
            fresh = true;
        }

        String text() {
            return text.toString()
                    .replace('\u00a0', ' ')
                    .replaceAll("(?<![ \t])[ \t]++\n", "\n")
                    .replaceAll("\n{3,}", "\n\n")
                    .strip();
        }
    }
}
