package dev.switchboard.admin.mail;

import java.net.URI;
import org.springframework.web.util.HtmlUtils;

/// A letter as it is read: plain text, and the same in HTML with everything escaped.
final class LetterBody {
    private final Letter letter;
    private final URI url;

    LetterBody(Letter letter, URI url) {
        this.letter = letter;
        this.url = url;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letter.sentences().size(); i++) {
            text.append(letter.sentences().get(i)).append("\n\n");
            Letter.Link link = letter.link();
            if (i == 0 && link != null) {
                text.append(link.words())
                        .append(":\n")
                        .append(url)
                        .append(link.path())
                        .append("\n\n");
            }
        }
        return text.toString().strip() + "\n";
    }

    String html() {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html><body>\n");
        for (int i = 0; i < letter.sentences().size(); i++) {
            html.append("<p>")
                    .append(HtmlUtils.htmlEscape(letter.sentences().get(i)))
                    .append("</p>\n");
            Letter.Link link = letter.link();
            if (i == 0 && link != null) {
                html.append("<p><a href=\"")
                        .append(HtmlUtils.htmlEscape(url + link.path()))
                        .append("\">")
                        .append(HtmlUtils.htmlEscape(link.words()))
                        .append("</a></p>\n");
            }
        }
        return html.append("</body></html>\n").toString();
    }
}
