package dev.switchboard.admin.subscription.web;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;

/// Who may see and change subscriptions: administrators, and servers with a secret key.
final class Administrator {
    private Administrator() {}

    /// @throws Problem `FORBIDDEN` for anybody else
    static UUID accountOf(Caller.Staff caller) {
        if (caller instanceof Caller.Agent agent && !agent.administers()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("Ask an administrator of your account.");
        }
        return caller.accountId();
    }

    /// @throws Problem `NOT_FOUND` for what is no id
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw Problem.notFound("Event subscription");
        }
    }
}
