package dev.switchboard.admin.inbox;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Makes an inbox, with an identity secret of its own.
@Component
class CreateInbox {
    static final int MOST = 200;

    private final Inboxes inboxes;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;

    CreateInbox(Inboxes inboxes, Outbox outbox, TransactionalOperator transaction, Audit audit) {
        this.audit = audit;
        this.inboxes = inboxes;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    Mono<Inbox> create(UUID accountId, InboxRequest request) {
        return inboxes.count(accountId)
                .filter(count -> count < MOST)
                .switchIfEmpty(
                        Mono.error(() -> Problem.field("inbox", "is one too many: an account has at most " + MOST)))
                .then(Mono.defer(() -> inboxes.upsert(accountId, request)))
                .flatMap(outbox::tell)
                .then(audit.tell(
                        accountId,
                        Act.of("inbox.created", "inbox", request.id()).named(request.name())))
                .then(Mono.defer(() -> inboxes.byId(accountId, request.id())))
                .as(transaction::transactional);
    }
}
