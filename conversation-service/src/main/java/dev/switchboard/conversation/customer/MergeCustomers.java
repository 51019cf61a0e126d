package dev.switchboard.conversation.customer;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Two customers turn out to be one, or not to be after all. Identities and conversations move in one transaction;
/// what a customer writes meanwhile waits for it and is recorded for the survivor.
@Service
public class MergeCustomers {
    /// More conversations are not moved at once.
    private static final int MOST = 10_000;

    private final Customers customers;
    private final Merges merges;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Audit audit;

    MergeCustomers(
            Customers customers,
            Merges merges,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.customers = customers;
        this.merges = merges;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// A conversation has begun since the others were locked: from the start again.
    private static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("a conversation has begun meanwhile", null, false, false);
        }
    }

    /// @return the survivor
    public Mono<Customer> merge(UUID accountId, UUID sourceId, UUID survivorId, String by) {
        if (sourceId.equals(survivorId)) {
            return Mono.error(Problem.field("into_id", "is the customer itself"));
        }
        return repeated(Mono.defer(() -> merges.lockConversations(accountId, List.of(sourceId), MOST + 1)
                .flatMap(held -> merges.lockCustomers(accountId, List.of(sourceId, survivorId))
                        .collectMap(Customer::id)
                        .flatMap(pair -> move(pair, sourceId, survivorId, held, by)))));
    }

    private Mono<Customer> move(Map<UUID, Customer> pair, UUID sourceId, UUID survivorId, Set<UUID> held, String by) {
        Customer source = present(pair.get(sourceId));
        Customer survivor = survivor(pair.get(survivorId));
        if (held.size() > MOST) {
            return Mono.error(
                    Problem.of(ProblemCode.CONFLICT, "This customer has more than " + MOST + " conversations"));
        }
        Instant now = now();
        UUID accountId = source.accountId();
        Customer after = Merge.learned(survivor, source, now);
        return merges.countConversations(accountId, List.of(sourceId))
                .filter(present -> present == held.size())
                .switchIfEmpty(Mono.error(Overtaken::new))
                .thenMany(merges.moveIdentities(accountId, sourceId, survivorId))
                .collectList()
                .map(identities -> new Merge(
                        accountId,
                        Ids.next(),
                        sourceId,
                        survivorId,
                        identities,
                        List.copyOf(held),
                        survivor,
                        after,
                        by,
                        now))
                .flatMap(merge -> merges.add(merge)
                        .then(merges.moveConversations(accountId, held, survivorId))
                        .then(customers.replace(source.mergedInto(survivorId, now)))
                        .then(customers.replace(after))
                        .then(outbox.tell(facts(
                                new CustomerUpdated.Merged(Ids.next(), accountId, sourceId, now, survivorId),
                                survivor,
                                after))))
                .then(audit.tell(
                        accountId,
                        Act.of("customer.merged", "customer", sourceId).changed("merged_into", null, survivorId)))
                .thenReturn(after);
    }

    /// What has begun since at the addresses of the source goes with it.
    ///
    /// @return the source, itself again
    public Mono<Customer> undo(UUID accountId, UUID sourceId) {
        return repeated(Mono.defer(() -> merges.of(accountId, sourceId)
                .switchIfEmpty(Mono.defer(() -> notMerged(accountId, sourceId)))
                .flatMap(merge -> merges.lockMoved(merge)
                        .flatMap(held -> merges.lockCustomers(accountId, List.of(sourceId, merge.survivorId()))
                                .collectMap(Customer::id)
                                .flatMap(pair -> moveBack(merge, pair, held))))));
    }

    private Mono<Customer> moveBack(Merge merge, Map<UUID, Customer> pair, Set<UUID> held) {
        Customer survivor = survivor(pair.get(merge.survivorId()));
        Instant now = now();
        Customer source = known(pair.get(merge.sourceId())).mergedInto(null, now);
        Customer forgotten = merge.forgotten(survivor, now);
        return merges.moved(merge)
                .filter(held::equals)
                .switchIfEmpty(Mono.error(Overtaken::new))
                .then(merges.undo(merge, now))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(Overtaken::new))
                .then(merges.moveBack(merge))
                .then(merges.moveConversations(merge.accountId(), held, merge.sourceId()))
                .then(customers.replace(source))
                .then(customers.replace(forgotten))
                .then(outbox.tell(facts(
                        new CustomerUpdated.Unmerged(
                                Ids.next(), merge.accountId(), merge.sourceId(), now, merge.survivorId()),
                        survivor,
                        forgotten)))
                .then(audit.tell(
                        merge.accountId(),
                        Act.of("customer.unmerged", "customer", merge.sourceId())
                                .changed("merged_into", merge.survivorId(), null)))
                .thenReturn(source);
    }

    private Mono<Merge> notMerged(UUID accountId, UUID id) {
        return customers
                .byId(accountId, id)
                .switchIfEmpty(Mono.error(MergeCustomers::unknown))
                .flatMap(_ -> Mono.error(Problem.of(ProblemCode.CONFLICT, "This customer is not merged into another")));
    }

    private <T> Mono<T> repeated(Mono<T> work) {
        return work.as(transaction::transactional)
                .retryWhen(Retry.backoff(5, Duration.ofMillis(20))
                        .filter(error -> error instanceof Overtaken || error instanceof TransientDataAccessException)
                        .onRetryExhaustedThrow((_, _) -> Problem.of(
                                        ProblemCode.UNAVAILABLE, "The customer is writing too much to be merged now")
                                .advise("Try again in a moment.")));
    }

    private static List<Fact> facts(CustomerUpdated first, Customer before, Customer after) {
        List<Fact> facts = new ArrayList<>(List.of(first));
        if (after.differsFrom(before)) {
            facts.add(new CustomerUpdated.Changed(
                    Ids.next(), after.accountId(), after.id(), after.updatedAt(), after.profile()));
        }
        return facts;
    }

    private static Customer known(@Nullable Customer customer) {
        if (customer == null) {
            throw unknown();
        }
        return customer;
    }

    private static Customer present(@Nullable Customer source) {
        Customer customer = known(source);
        if (customer.status() == CustomerStatus.MERGED || customer.status() == CustomerStatus.ERASED) {
            throw Problem.of(
                    ProblemCode.CONFLICT,
                    "This customer is " + customer.status().wire() + " already");
        }
        return customer;
    }

    private static Customer survivor(@Nullable Customer survivor) {
        if (survivor == null || survivor.status() == CustomerStatus.ERASED) {
            throw Problem.field("into_id", "does not exist");
        }
        if (survivor.mergedInto() != null) {
            throw Problem.of(
                            ProblemCode.CONFLICT,
                            "Customer " + survivor.id() + " was merged into " + survivor.mergedInto())
                    .advise("Undo that merge first.");
        }
        return survivor;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "Not found");
    }
}
