package dev.switchboard.conversation.canned;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The places in a canned response, `{{customer.name}}`, or `{{customer.name|there}}` for what is said instead where
/// nothing is known. What is put in is never read as a place again.
enum Placeholder {
    CUSTOMER_NAME,
    CUSTOMER_EMAIL,
    AGENT_NAME,
    AGENT_EMAIL,
    CONVERSATION_NUMBER,
    CONVERSATION_SUBJECT;

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}|]{0,100})(?:\\|([^{}|]{0,200}))?}}");

    /// As it stands between the braces.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    static Optional<Placeholder> of(String text) {
        return Arrays.stream(values())
                .filter(place -> place.text().equals(text.strip()))
                .findFirst();
    }

    /// The places of a text that nothing can be put into.
    static List<String> unknown(String text) {
        return PLACE.matcher(text)
                .results()
                .map(match -> match.group(1).strip())
                .filter(name -> of(name).isEmpty())
                .distinct()
                .toList();
    }

    static String fill(String text, Map<Placeholder, String> known) {
        return PLACE.matcher(text).replaceAll(match -> {
            String otherwise = match.group(2) == null ? "" : match.group(2);
            String value = of(match.group(1))
                    .map(place -> known.getOrDefault(place, otherwise))
                    .orElse(match.group());
            return Matcher.quoteReplacement(value);
        });
    }
}
