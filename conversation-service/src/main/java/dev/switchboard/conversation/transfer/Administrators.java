package dev.switchboard.conversation.transfer;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;

/// Who may move an account's data: its administrators, and its servers.
final class Administrators {
    private Administrators() {}

    static UUID accountOf(Caller.Staff caller) {
        if (caller instanceof Caller.Agent agent && !agent.administers()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("Ask an administrator of your account.");
        }
        return caller.accountId();
    }
}
