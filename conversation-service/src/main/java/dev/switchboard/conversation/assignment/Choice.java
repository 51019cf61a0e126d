package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a policy would ask for one conversation, and why; or why nobody.
///
/// @param lookAt when it is worth looking again, where nobody was found
record Choice(
        Routing routing,
        List<Candidate> candidates,
        @Nullable User user,
        String reason,
        @Nullable Instant lookAt) {}
