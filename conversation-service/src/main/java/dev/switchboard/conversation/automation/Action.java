package dev.switchboard.conversation.automation;

import dev.switchboard.conversation.store.JsonRows;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.type.TypeReference;

/// One thing that is done to a conversation.
///
/// @param value whom, what or which words; empty for a hand-over
public record Action(Kind kind, String value) {
    private static final TypeReference<List<Action>> LIST = new TypeReference<>() {};

    /// Actions as a `jsonb` column keeps them, in their order.
    static List<Action> list(String json) {
        return JsonRows.read(json, LIST);
    }

    public enum Kind {
        ASSIGN_AGENT,
        ASSIGN_TEAM,
        SET_PRIORITY,
        SET_STATUS,
        ADD_TAG,
        ADD_NOTE,
        SEND_REPLY,
        HAND_OVER;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What came of it.
    ///
    /// @param fault why it was not done; empty where it was
    public record Verdict(Action action, boolean done, String fault) {
        static Verdict done(Action action) {
            return new Verdict(action, true, "");
        }

        static Verdict failed(Action action, String fault) {
            return new Verdict(action, false, fault);
        }
    }
}
