package dev.switchboard.conversation.customer;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// The desk, or a page for its visitor, changes what is known of a customer. Two changes at once follow each other.
@Service
public class UpdateCustomer {
    private final Customers customers;
    private final Outbox outbox;
    private final Clock clock;
    private final Audit audit;

    UpdateCustomer(Customers customers, Outbox outbox, Clock clock, Audit audit) {
        this.audit = audit;
        this.customers = customers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param change given the present state and the time
    /// @return as it is now; fails with `NOT_FOUND`, or with `CONFLICT` where it was merged or erased
    @Transactional
    public Mono<Customer> update(UUID accountId, UUID id, BiFunction<Customer, Instant, Customer> change) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return customers
                .lock(accountId, id)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(held -> {
                    refuseGone(held);
                    Customer next = change.apply(held, now);
                    return next.equals(held)
                            ? Mono.just(held)
                            : save(held, next, now)
                                    .flatMap(saved -> blocked(held, saved).thenReturn(saved));
                });
    }

    /// Who may not write any more is of interest later; what is known of a customer is not for the log.
    private Mono<Void> blocked(Customer before, Customer after) {
        return before.status() == after.status()
                ? Mono.empty()
                : audit.tell(
                        after.accountId(),
                        Act.of(
                                "customer." + (after.status() == CustomerStatus.BLOCKED ? "blocked" : "unblocked"),
                                "customer",
                                after.id()));
    }

    private Mono<Customer> save(Customer before, Customer next, Instant now) {
        if (!next.differsFrom(before)) {
            return customers.replace(next).thenReturn(next);
        }
        Customer changed = next.changed(now);
        return customers
                .replace(changed)
                .then(outbox.tell(new CustomerUpdated.Changed(
                        Ids.next(), changed.accountId(), changed.id(), now, changed.profile())))
                .thenReturn(changed);
    }

    private static void refuseGone(Customer held) {
        switch (held.status()) {
            case ACTIVE, BLOCKED -> {}
            case MERGED ->
                throw Problem.of(ProblemCode.CONFLICT, "This customer was merged into " + held.mergedInto())
                        .advise("Change that one, or undo the merge first.");
            case ERASED -> throw Problem.of(ProblemCode.CONFLICT, "This customer was erased");
        }
    }
}
