package dev.switchboard.visitor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server says on `/ws`; every field but the type depends on it.
public record Frame(
        String type,
        @Nullable String id,
        @Nullable String messageId,
        @Nullable Long seq,
        @Nullable String text,
        @Nullable String sender,
        @Nullable String agentName,
        @Nullable String sessionId,
        @Nullable String userId,
        @Nullable String code,
        @Nullable Boolean recovered,
        @Nullable String transcript,
        @Nullable List<Source> sources) {
    public record Source(String title, @Nullable String url) {}

    public boolean is(String expected) {
        return type.equals(expected);
    }

    public boolean isMessageFrom(String expected) {
        return is("message") && expected.equals(sender);
    }

    public long place() {
        if (seq == null) {
            throw new AssertionError("no seq in " + this);
        }
        return seq;
    }
}
