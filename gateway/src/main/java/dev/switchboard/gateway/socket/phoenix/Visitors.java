package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.auth.Origins;
import dev.switchboard.gateway.feed.Membership;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// Which conversations a client may join as a customer. To know a conversation's id and its customer's is the
/// capability of a client without a token; an inbox may demand a token, and a token that names its customer opens the
/// conversations of that customer alone.
final class Visitors {
    private final Accounts accounts;
    private final Membership membership;

    Visitors(Accounts accounts, Membership membership) {
        this.accounts = accounts;
        this.membership = membership;
    }

    /// @return fails with a `Problem` of kind `FORBIDDEN` when it may not
    Mono<Membership.Member> member(Opening opening, UUID conversation, UUID customer) {
        return membership
                .of(conversation, customer)
                .filter(member -> admits(opening, member.accountId(), member.address()))
                .switchIfEmpty(Mono.error(PhoenixProblems::unauthorized))
                .onErrorMap(Visitors::unknown, _ -> PhoenixProblems.unauthorized());
    }

    /// Whether what happens at an address is the client's business, as far as its handshake tells.
    boolean admits(Opening opening, UUID accountId, Address address) {
        AccountUpdated.Inbox inbox = accounts.inbox(accountId, address.inboxId());
        if (inbox == null || !fromAllowedPage(opening, inbox)) {
            return false;
        }
        return switch (opening.credential().caller()) {
            case Caller.Visitor visitor when visitor.verified() -> owns(visitor, accountId, address);
            case Caller.Visitor visitor -> visitor.accountId().equals(accountId) && !inbox.widgetTokenRequired();
            case Caller.Anonymous _ -> !inbox.widgetTokenRequired();
            case Caller.Agent _, Caller.Server _, Caller.Operator _ -> false;
        };
    }

    /// A token with a thread is for one conversation, one without for all of its customer's.
    private static boolean owns(Caller.Visitor visitor, UUID accountId, Address address) {
        return visitor.accountId().equals(accountId)
                && visitor.inboxId().equals(address.inboxId())
                && visitor.identity().equals(address.identity())
                && (visitor.thread() == null || visitor.thread().equals(address.thread()));
    }

    private static boolean fromAllowedPage(Opening opening, AccountUpdated.Inbox inbox) {
        return opening.origin() == null || Origins.allow(inbox.allowedOrigins(), opening.origin());
    }

    private static boolean unknown(Throwable error) {
        return error instanceof Problem problem && problem.code().kind() == ProblemCode.Kind.NOT_FOUND;
    }
}
