package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who uses the desk's routes: an agent, or a server on the business's behalf. Visitors have routes of their own.
///
/// @param administers a server does as an administrator
record NetiaCaller(UUID accountId, UUID id, Author author, boolean mayWrite, boolean administers) {
    static NetiaCaller reading(Caller.InAccount caller) {
        return switch (caller) {
            case Caller.Agent agent ->
                new NetiaCaller(
                        agent.accountId(),
                        agent.userId(),
                        Author.agent(agent.userId(), agent.name(), agent.number()),
                        !agent.role().equals("viewer"),
                        agent.administers());
            case Caller.Server server ->
                new NetiaCaller(
                        server.accountId(),
                        server.keyId(),
                        new Author(Author.Kind.AGENT, null, "API", null),
                        true,
                        true);
            case Caller.Visitor _ -> throw forbidden();
        };
    }

    static NetiaCaller writing(Caller.InAccount caller) {
        NetiaCaller desk = reading(caller);
        if (!desk.mayWrite()) {
            throw forbidden();
        }
        return desk;
    }

    /// @throws Problem where a request names another account than its credential's
    static void sameAccount(Caller.InAccount caller, @Nullable UUID accountId) {
        if (accountId != null && !accountId.equals(caller.accountId())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The credential belongs to another account");
        }
    }

    private static Problem forbidden() {
        return Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions");
    }
}
