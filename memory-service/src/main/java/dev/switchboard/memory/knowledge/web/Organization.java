package dev.switchboard.memory.knowledge.web;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The platform's name for an account: the credential's, whatever a body says.
final class Organization {
    private Organization() {}

    /// @throws Problem `FORBIDDEN` where another one is named
    static void check(@Nullable String named, UUID account) {
        if (named != null && !named.equals(account.toString())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "organizationId is not the organisation of this credential")
                    .advise("Leave organizationId out.");
        }
    }
}
