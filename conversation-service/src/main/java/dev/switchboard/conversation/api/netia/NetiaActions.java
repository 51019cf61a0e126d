package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.automation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Actions as clients write them: `[{"action": "add_tag", "value": "refund"}]`.
final class NetiaActions {
    private static final int MOST = 10;

    private NetiaActions() {}

    /// @param value a number or a text
    record View(@Nullable String action, @Nullable String value) {
        private static View of(Action action) {
            return new View(action.kind().wire(), action.value());
        }
    }

    static List<View> views(List<Action> actions) {
        return actions.stream().map(View::of).toList();
    }

    static List<Action> read(@Nullable List<View> actions) {
        if (actions == null || actions.isEmpty() || actions.size() > MOST) {
            throw Problem.field("actions", "should have 1 to " + MOST + " item(s)");
        }
        List<Action> read = new ArrayList<>();
        for (View action : actions) {
            if (action == null || action.action() == null) {
                throw Problem.field("actions", "has an item without action");
            }
            read.add(new Action(kind(action.action()), action.value() == null ? "" : action.value()));
        }
        return read;
    }

    private static Action.Kind kind(String text) {
        try {
            return Action.Kind.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.field("actions", "has an action that there is not");
        }
    }
}
