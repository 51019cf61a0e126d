package dev.switchboard.gateway.participant;

/// Text that every store and wire of the suite can hold: no NUL, which PostgreSQL refuses, and no half of a surrogate
/// pair, which has no UTF-8.
public final class StorableText {
    private StorableText() {}

    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
