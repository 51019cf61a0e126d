package dev.switchboard.channel.channel;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;

/// Who may handle an account's connections and their records.
public final class Authority {
    private Authority() {}

    /// @return the account
    /// @throws Problem `FORBIDDEN` for who is no owner, admin or server of it
    public static UUID administering(Caller.Staff caller) {
        if (caller instanceof Caller.Agent agent && !agent.administers()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Only owners and admins may do this");
        }
        return caller.accountToChange();
    }
}
