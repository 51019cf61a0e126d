package dev.switchboard.conversation.api.amoiq;

import dev.switchboard.conversation.api.Faults;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which part of whose history: the latest messages, those before a place, or those after one.
record AmoiqHistoryRequest(
        @Nullable String tenantId,
        AmoiqVisitor visitor,
        @Nullable Long before,
        @Nullable Long after,
        int limit) {
    private static final int DEFAULT = 100;
    private static final int MOST = 1000;

    static AmoiqHistoryRequest of(Map<String, String> query) {
        Faults faults = new Faults();
        Long before = number(faults, "before", query.get("before"));
        Long after = number(faults, "after", query.get("after"));
        Long limit = number(faults, "limit", query.get("limit"));
        if (before != null && after != null) {
            faults.wrong("before", "cannot be combined with after");
        }
        AmoiqVisitor visitor =
                AmoiqVisitor.of(faults, query.get("userId"), query.get("sessionId"), query.get("userHash"));
        faults.refuse();
        int most = limit == null ? DEFAULT : (int) Math.clamp(limit, 1, MOST);
        return new AmoiqHistoryRequest(query.get("tenantId"), visitor, before, after, most);
    }

    private static @Nullable Long number(Faults faults, String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            faults.wrong(field, "is no number");
            return null;
        }
        return Long.valueOf(text);
    }
}
