package dev.switchboard.admin.inbox;

import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Changes an inbox and tells everybody.
@Component
public class ChangeInbox {
    private final Inboxes inboxes;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;
    private final Clock clock;

    ChangeInbox(Inboxes inboxes, Outbox outbox, TransactionalOperator transaction, Audit audit, Clock clock) {
        this.audit = audit;
        this.inboxes = inboxes;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Not for viewers and agents.
    public static UUID administered(Caller.Staff caller) {
        if (caller instanceof Caller.Agent agent && !agent.administers()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("Inboxes are an administrator's.");
        }
        return caller.accountToChange();
    }

    /// @return fails with `NOT_FOUND` for none of the account's
    public Mono<Inbox> change(UUID accountId, UUID id, UnaryOperator<Inbox> act) {
        return inboxes.locked(accountId, id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Inbox")))
                .flatMap(before -> change(before, act.apply(before)))
                .as(transaction::transactional);
    }

    private Mono<Inbox> change(Inbox before, Inbox inbox) {
        return inboxes.update(inbox)
                .then(outbox.tell(inbox.fact(clock.instant())))
                .then(audit.tell(inbox.accountId(), inbox.changeOf(before)))
                .thenReturn(inbox);
    }
}
