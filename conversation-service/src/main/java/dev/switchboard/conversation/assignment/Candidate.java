package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import org.jspecify.annotations.Nullable;

/// A person who may be chosen.
///
/// @param load the open conversations that the person has already, counted where a policy asks for it
record Candidate(User user, boolean away, int load) {
    /// Why the person is passed over, if so.
    @Nullable
    String obstacle(@Nullable Integer capacity) {
        if (away) {
            return "away";
        }
        return capacity != null && load >= capacity ? "full" : null;
    }
}
