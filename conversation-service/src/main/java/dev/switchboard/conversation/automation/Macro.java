package dev.switchboard.conversation.automation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Actions under a name, which an agent does to a conversation all at once.
public record Macro(UUID accountId, UUID id, String name, List<Action> actions, Instant createdAt, Instant updatedAt) {
    /// As it is, begun then.
    public Macro since(Instant then) {
        return new Macro(accountId, id, name, actions, then, updatedAt);
    }
}
