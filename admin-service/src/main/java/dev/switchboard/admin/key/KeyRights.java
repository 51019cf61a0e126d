package dev.switchboard.admin.key;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;

/// Who may see and change which key.
final class KeyRights {
    private KeyRights() {}

    /// The account, for an administrator.
    static UUID administered(Caller.Agent caller) {
        if (!caller.administers()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("The account's keys are an administrator's; a personal key is everybody's.");
        }
        return caller.accountId();
    }

    static boolean may(Caller.Agent caller, ApiKey key) {
        return caller.administers() || caller.userId().equals(key.userId());
    }

    static Problem notFound() {
        return Problem.notFound("API key");
    }
}
