package dev.switchboard.admin.billing;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AuditRecorded.Actor;
import dev.switchboard.common.contract.AuditRecorded.Kind;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Lets an event that Stripe has signed take effect, once.
@Component
class TakeStripeEvent {
    private static final Actor STRIPE = new Actor(Kind.SYSTEM, null, "Stripe");

    private final Billings billings;
    private final Audit audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TakeStripeEvent(Billings billings, Audit audit, TransactionalOperator transaction, Clock clock) {
        this.audit = audit;
        this.billings = billings;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Void> take(String id, StripeEvent event) {
        return billings.take(id, clock.instant())
                .filter(fresh -> fresh)
                .flatMap(_ -> Mono.justOrEmpty(event.customer()))
                .flatMap(customer -> effect(customer, event))
                .as(transaction::transactional);
    }

    private Mono<Void> effect(String customer, StripeEvent event) {
        UUID account = event.account();
        return (account == null ? Mono.just(true) : billings.exists(account))
                .filter(known -> known)
                .flatMap(_ -> billings.locked(customer))
                .flatMap(before -> {
                    Billing after = before.after(event);
                    return billings.update(after).then(tell(before, after));
                });
    }

    private Mono<Void> tell(Billing before, Billing after) {
        UUID account = after.accountId();
        Act act = after.changeOf(before);
        return account == null || act.changes().isEmpty() ? Mono.empty() : audit.tell(account, STRIPE, act);
    }
}
