package dev.switchboard.memory.knowledge.imports;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/// Makes Markdown of a page's main part: its headings, paragraphs, lists, tables and links. What every page of a site
/// has, and what only a browser runs, is left out.
final class HtmlPage {
    private static final String NOT_MAIN = "script, style, template, noscript, iframe, svg, form, button, nav, header, "
            + "footer, aside, [role=navigation], [role=banner], [role=contentinfo], [aria-hidden=true]";
    private static final Set<String> BLOCKS =
            Set.of("p", "div", "section", "article", "ul", "ol", "table", "tr", "blockquote", "pre", "dl", "dt", "dd");
    private static final int DEEPEST = 200;

    private final StringBuilder markdown = new StringBuilder();

    private HtmlPage() {}

    /// @param source its name, or its address, which links are read from
    static Draft read(String source, String html, @Nullable String category, @Nullable String url) {
        Document page = Jsoup.parse(html, url == null ? "" : url);
        page.select(NOT_MAIN).remove();
        Element main = page.selectFirst("main, [role=main], article");
        Element body = main == null ? page.body() : main;
        Element first = body.selectFirst("h1");
        String title = first == null ? page.title() : first.text();
        if (first != null) {
            first.remove();
        }
        return new Draft(source, title, markdown(body), category, url);
    }

    static String markdown(Element body) {
        HtmlPage page = new HtmlPage();
        page.children(body, 0);
        return page.markdown
                .toString()
                .replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private void children(Element element, int depth) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                append(text.text());
            } else if (child instanceof Element inner && depth < DEEPEST) {
                element(inner, depth + 1);
            }
        }
    }

    private void element(Element element, int depth) {
        String tag = element.normalName();
        switch (tag) {
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                markdown.append("\n\n")
                        .append("#".repeat(tag.charAt(1) - '0'))
                        .append(' ')
                        .append(element.text())
                        .append("\n\n");
            case "li" -> {
                markdown.append("\n- ");
                children(element, depth);
            }
            case "td", "th" -> {
                children(element, depth);
                markdown.append(element.nextElementSibling() == null ? "" : " | ");
            }
            case "br" -> markdown.append('\n');
            case "a" -> link(element);
            case "img" -> append(element.attr("alt"));
            default -> {
                String around = BLOCKS.contains(tag) ? tag.equals("tr") ? "\n" : "\n\n" : "";
                markdown.append(around);
                children(element, depth);
                markdown.append(around);
            }
        }
    }

    private void link(Element element) {
        String target = element.absUrl("href");
        String text = element.text();
        if (text.isBlank() || !target.startsWith("http") || target.matches(".*[\\s()\\[\\]].*")) {
            append(text);
        } else {
            append("[" + text.replaceAll("[\\[\\]]", "") + "](" + target + ")");
        }
    }

    private void append(String text) {
        boolean atStart = markdown.isEmpty() || Character.isWhitespace(markdown.charAt(markdown.length() - 1));
        markdown.append(atStart ? text.stripLeading() : text);
    }
}
