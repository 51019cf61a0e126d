package dev.switchboard.conversation.tag;

import dev.switchboard.common.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A tag's name as it is written, and as it is compared: in lower case and one normal form.
public record TagName(String text, String key) {
    private static final int LONGEST = 100;

    /// @throws Problem naming `field`
    public static TagName of(String field, String text) {
        String name = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (name.isEmpty()) {
            throw Problem.field(field, "can't be blank");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw Problem.field(field, "should be at most " + LONGEST + " byte(s)");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.field(field, "must not contain control characters");
        }
        return new TagName(name, key(name));
    }

    /// By key; of two that are compared alike the first one counts.
    static Map<String, TagName> all(String field, Collection<String> texts) {
        Map<String, TagName> names = new LinkedHashMap<>();
        texts.forEach(text -> {
            TagName name = of(field, text);
            names.putIfAbsent(name.key(), name);
        });
        return names;
    }

    static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }
}
