package dev.switchboard.admin.audit;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;

/// Who may look into the log.
final class Administrators {
    private Administrators() {}

    /// @throws Problem `FORBIDDEN` for a user who does not administer the account
    static UUID account(Caller.Staff caller) {
        if (caller instanceof Caller.Agent agent && !agent.administers()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("Ask an administrator of your account.");
        }
        return caller.accountId();
    }
}
