package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.Author;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// When something happens, and all conditions hold, then the actions are done in their order. What a rule does is told
/// with its id as the author's, and no rule looks at what another one has done.
///
/// @param waitMinutes how long a customer waits, for that trigger only
public record Rule(
        UUID accountId,
        UUID id,
        String name,
        boolean active,
        Trigger trigger,
        @Nullable Integer waitMinutes,
        List<Condition> conditions,
        List<Action> actions,
        Instant createdAt,
        Instant updatedAt) {
    Author author() {
        return new Author(Author.Kind.SYSTEM, id, "Rule: " + name, null);
    }

    static boolean isAuthor(Author by) {
        return by.kind() == Author.Kind.SYSTEM && by.id() != null;
    }

    List<Condition.Verdict> judge(Situation situation) {
        return conditions.stream().map(condition -> condition.judge(situation)).toList();
    }

    /// As it is, begun then.
    public Rule since(Instant then) {
        return new Rule(accountId, id, name, active, trigger, waitMinutes, conditions, actions, then, updatedAt);
    }
}
