package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;

/// What only administrators, and servers with a secret key, may do to customers.
final class NetiaCustomerRights {
    private NetiaCustomerRights() {}

    static UUID administering(Caller.Staff caller) {
        return switch (caller) {
            case Caller.Agent agent -> {
                if (!agent.administers()) {
                    throw Problem.of(ProblemCode.FORBIDDEN, "This is for administrators");
                }
                yield agent.accountId();
            }
            case Caller.Server server -> server.accountId();
        };
    }
}
