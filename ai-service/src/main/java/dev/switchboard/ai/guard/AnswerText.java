package dev.switchboard.ai.guard;

import java.util.regex.Pattern;

/// Makes plain text of what is to leave as an answer: no mark-up that a page would run or fetch, no characters that
/// turn a line round. Whatever wrote the text, a desk or a widget may show it.
public final class AnswerText {
    private static final Pattern TAG = Pattern.compile("<[A-Za-z/!?][^<>]*>");
    private static final Pattern OPEN_TAG = Pattern.compile("<(?=[A-Za-z/!?])");
    private static final Pattern IMAGE = Pattern.compile("!\\[([^\\[\\]]*)](?:\\([^()]*\\)|\\[[^\\[\\]]*])");
    private static final Pattern UNSAFE_LINK =
            Pattern.compile("\\[([^\\[\\]]*)]\\((?!https?://|mailto:)[^()]*(?:\\([^()]*\\)[^()]*)*\\)");
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}&&[^\\n\\t]]|[\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]|[\\x{E0000}-\\x{E007F}]");

    private AnswerText() {}

    public static String plain(String text) {
        String plain = UNSEEN.matcher(text).replaceAll("");
        plain = TAG.matcher(plain).replaceAll("");
        plain = OPEN_TAG.matcher(plain).replaceAll("");
        plain = IMAGE.matcher(plain).replaceAll("$1");
        return UNSAFE_LINK.matcher(plain).replaceAll("$1").strip();
    }
}
