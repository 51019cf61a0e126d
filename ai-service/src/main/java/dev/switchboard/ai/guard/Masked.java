package dev.switchboard.ai.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps at home what is personal or secret: e-mail addresses, telephone, card and account numbers, and keys that
/// somebody pasted, are replaced by names before a text goes to a model, and put back into what comes from it.
public final class Masked {
    private static final Pattern PERSONAL = Pattern.compile(
            "(?<KEY>\\b(?:sk|rk|pk|pat|whsec)_\\w{8,}+|\\bsk-[\\w-]{16,}+|\\bgh[opsur]_\\w{20,}+|\\bxox[abeprs]-[\\w-]{10,}+"
                    + "|\\bAKIA[A-Z0-9]{16}\\b|\\bAIza[\\w-]{30,}+|\\beyJ[\\w-]{10,}+\\.[\\w-]{10,}+\\.[\\w-]*+"
                    + "|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]{0,8000}+)"
                    + "|(?<EMAIL>[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{1,63}+){1,5}+)"
                    + "|(?<IBAN>\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b)"
                    + "|(?<CARD>\\b(?:\\d[ -]?){12,18}\\d\\b)"
                    + "|(?<PHONE>(?<![\\w+])\\+?\\(?\\d{2,4}\\)?(?:[ /.-]?\\d{2,4}){2,5}(?!\\w))",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, String> names = new LinkedHashMap<>();

    /// The same text has the same name each time.
    public String mask(String text) {
        Matcher matcher = PERSONAL.matcher(text);
        StringBuilder masked = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(masked, Matcher.quoteReplacement(name(matcher)));
        }
        return matcher.appendTail(masked).toString();
    }

    private String name(Matcher found) {
        String kind = found.namedGroups().keySet().stream()
                .filter(group -> found.group(group) != null)
                .findFirst()
                .orElse("DATA");
        return names.computeIfAbsent(found.group(), _ -> "[" + kind + "_" + (names.size() + 1) + "]");
    }

    public String restore(String text) {
        String restored = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            restored = restored.replace(name.getValue(), name.getKey());
        }
        return restored;
    }
}
