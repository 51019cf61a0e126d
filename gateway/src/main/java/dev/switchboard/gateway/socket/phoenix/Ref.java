package dev.switchboard.gateway.socket.phoenix;

import org.jspecify.annotations.Nullable;

/// A client's number of one of its pushes, kept as the JSON it was, because an answer repeats it letter by letter.
record Ref(String json) {
    static final Ref NONE = new Ref("null");

    boolean isNone() {
        return equals(NONE);
    }

    /// Absent where the client does not count.
    @Nullable
    Long number() {
        String digits = json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
