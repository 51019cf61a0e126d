package dev.switchboard.channel.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Slack's own way of writing text.
final class Mrkdwn {
    private static final Pattern LINK = Pattern.compile("<([^<>|]+)(?:\\|([^<>]*))?>");
    private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern MARKDOWN_LINK =
            Pattern.compile("\\[([^\\[\\]]+)]\\((https?://[^)\\s\\[]{1,2000}+)\\)");

    private Mrkdwn() {}

    /// What somebody wrote, in plain text: links as their address, mentions as their name or id.
    static String read(String text) {
        String plain =
                LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(plain(link.group(1), link.group(2))));
        return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static String plain(String target, @Nullable String label) {
        if (target.startsWith("@") || target.startsWith("#") || target.startsWith("!")) {
            return label == null || label.isEmpty() ? target.replaceFirst("^!", "@") : "@" + label;
        }
        String address = target.replaceFirst("^mailto:", "");
        return label == null || label.isEmpty() || label.equals(address) ? address : label + " (" + address + ")";
    }

    /// Our text: nothing in it mentions or formats what it should not, and Markdown reads as Slack writes it.
    static String write(String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return BOLD.matcher(MARKDOWN_LINK.matcher(safe).replaceAll("<$2|$1>")).replaceAll("*$1*");
    }
}
