package dev.switchboard.memory;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;

/// Who may see what an account knows: its desk and its servers, never its visitors. The account is the caller's.
public final class Access {
    private Access() {}

    /// The account that the caller reads for.
    ///
    /// @throws Problem `UNAUTHENTICATED` or `FORBIDDEN`
    public static UUID read(Caller caller) {
        return switch (caller) {
            case Caller.Agent agent -> agent.accountId();
            case Caller.Server server -> server.accountId();
            case Caller.Anonymous _ ->
                throw Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential")
                        .advise("Log in, or send a secret API key.");
            case Caller.Visitor _, Caller.Operator _ ->
                throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions");
        };
    }

    /// The account that the caller writes for: viewers only read.
    public static UUID write(Caller caller) {
        if (caller instanceof Caller.Agent agent && agent.role().equals("viewer")) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Viewers cannot change anything");
        }
        return read(caller);
    }
}
