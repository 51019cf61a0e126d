package dev.switchboard.admin.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A mail to be written: plain sentences and at most one link. It holds no markup, so that nothing that a person has
/// typed can become any.
///
/// @param to empty for nobody: the same work is done, and nothing is sent
/// @param sentences paragraphs, the link stands after the first
/// @param goodUntil when it would come too late
public record Letter(
        String to,
        String subject,
        List<String> sentences,
        @Nullable Link link,
        Instant goodUntil) {
    public Letter {
        subject = oneLine(subject);
        sentences = sentences.stream().map(Letter::oneLine).toList();
    }

    /// @param path with its fragment, below the installation's own address: a fragment reaches no log on its way
    public record Link(String words, String path) {}

    public boolean toNobody() {
        return to.isEmpty();
    }

    /// A name with a line break in it would forge a header or a paragraph.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    @Override
    public String toString() {
        return "Letter[subject=" + subject + "]";
    }
}
