package dev.switchboard.admin.billing;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Lets an event that Stripe has signed take effect, once.
@Component
class TakeStripeEvent {
    private final Billings billings;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TakeStripeEvent(Billings billings, TransactionalOperator transaction, Clock clock) {
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
                .flatMap(billing -> billings.update(billing.after(event)));
    }
}
