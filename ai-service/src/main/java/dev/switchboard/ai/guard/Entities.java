package dev.switchboard.ai.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/// Order numbers, e-mail addresses and phone numbers in a text, in their order, at most `MOST`. Found token by token in
/// one pass over at most `LONGEST` characters, so that no text takes long.
public final class Entities {
    private static final int LONGEST = 4_000;
    private static final int MOST = 20;
    private static final int NEAR = 3;
    private static final Set<String> NUMBERED = Set.of("order", "number", "no", "nr", "parcel", "invoice", "ticket");

    private final Set<String> found = new LinkedHashSet<>();
    private final StringBuilder phone = new StringBuilder();
    private int sinceNumbered = NEAR + 1;

    private Entities() {}

    public static List<String> in(String text) {
        Entities entities = new Entities();
        String read = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        StringTokenizer tokens = new StringTokenizer(read, " \t\r\n\f\0,;");
        while (tokens.hasMoreTokens()) {
            entities.take(trimmed(tokens.nextToken()));
        }
        entities.endPhone();
        return entities.found.stream().limit(MOST).toList();
    }

    private void take(String token) {
        sinceNumbered++;
        if (partOfPhone(token)) {
            phone.append(phone.isEmpty() ? "" : " ").append(token);
            return;
        }
        endPhone();
        String name = token.startsWith("#") ? token.substring(1) : token;
        if (isEmail(token)) {
            found.add(token);
        } else if (isNumber(name) && (name.length() < token.length() || digits(name) >= 5 || numberedNearby())) {
            found.add(name);
        }
        if (NUMBERED.contains(token.toLowerCase(Locale.ROOT))) {
            sinceNumbered = 0;
        }
    }

    private boolean numberedNearby() {
        return sinceNumbered <= NEAR;
    }

    /// A phone number is written in groups; it begins with `+`, `0` or `(`. Other runs of digits are numbers of orders.
    private boolean partOfPhone(String token) {
        boolean groups = !token.isEmpty()
                && token.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-/().".indexOf(c) >= 0)
                && digits(token) > 0;
        return groups && (!phone.isEmpty() || (!numberedNearby() && "+0(".indexOf(token.charAt(0)) >= 0));
    }

    private void endPhone() {
        int digits = digits(phone.toString());
        if (digits >= 7 && digits <= 15) {
            found.add(phone.toString());
        }
        phone.setLength(0);
    }

    private static boolean isEmail(String token) {
        int at = token.indexOf('@');
        int dot = token.lastIndexOf('.');
        return at > 0
                && at == token.lastIndexOf('@')
                && dot > at + 1
                && dot < token.length() - 1
                && token.length() <= 254;
    }

    private static boolean isNumber(String token) {
        return token.length() <= 30
                && digits(token) >= 3
                && token.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || c == '-');
    }

    private static int digits(String token) {
        return (int) token.chars().filter(c -> c >= '0' && c <= '9').count();
    }

    private static String trimmed(String token) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < token.length(); i++) {
            if (Character.isLetterOrDigit(token.charAt(i)) || "+#(".indexOf(token.charAt(i)) >= 0) {
                kept.add(i);
            }
        }
        return kept.isEmpty() ? "" : token.substring(kept.getFirst(), kept.getLast() + 1);
    }
}
