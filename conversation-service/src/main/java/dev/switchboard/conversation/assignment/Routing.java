package dev.switchboard.conversation.assignment;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How an inbox, or a whole account, finds an agent for a conversation.
///
/// @param capacity how many open conversations an agent may have; null for any number
/// @param teamId whose members are asked, where the conversation was given to no team itself
/// @param withinHours whether people are asked in business hours only, where some are set
/// @param patience how long a customer waits for an agent who is away before somebody else is asked; null for ever
public record Routing(
        AssignmentPolicy policy,
        @Nullable Integer capacity,
        @Nullable UUID teamId,
        boolean withinHours,
        @Nullable Duration patience) {
    static Routing by(AssignmentPolicy policy) {
        return new Routing(policy, null, null, true, null);
    }

    boolean asksForLoad() {
        return capacity != null || policy == AssignmentPolicy.LEAST_LOADED;
    }
}
