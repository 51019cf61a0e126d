package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.visitor.Guest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Visitors at the public routes. Who shows no credential names its account and gets a visitor's rights in it.
final class NetiaGuests {
    private NetiaGuests() {}

    /// @param accountId as the request names it; a credential's own goes before, and must not differ
    static Guest of(Caller caller, @Nullable UUID accountId, @Nullable String origin) {
        return switch (caller) {
            case Caller.Anonymous _ -> {
                if (accountId == null) {
                    throw Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential, or an account_id")
                            .advise("Log in, or name the account whose visitor you are.");
                }
                yield new Guest(accountId, null, null, null, origin);
            }
            case Caller.Visitor visitor -> {
                NetiaCaller.sameAccount(visitor, accountId);
                yield visitor.verified()
                        ? new Guest(
                                visitor.accountId(), visitor.inboxId(), visitor.identity(), visitor.thread(), origin)
                        : new Guest(visitor.accountId(), visitor.inboxId(), null, null, origin);
            }
            case Caller.Agent _, Caller.Server _, Caller.Operator _ ->
                throw Problem.of(ProblemCode.FORBIDDEN, "This is for visitors");
        };
    }
}
