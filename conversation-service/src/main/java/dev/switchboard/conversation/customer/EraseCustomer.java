package dev.switchboard.conversation.customer;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Erases a customer, with all who were merged into it: what is left are closed conversations of nobody, with their
/// numbers and times. In the same transaction the other services are told to erase their part.
@Service
public class EraseCustomer {
    static final String SERVICE = "conversation-service";

    private final Conversations conversations;
    private final Merges merges;
    private final Erasures erasures;
    private final Ledgers ledgers;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Audit audit;

    EraseCustomer(
            Conversations conversations,
            Merges merges,
            Erasures erasures,
            Ledgers ledgers,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.conversations = conversations;
        this.merges = merges;
        this.erasures = erasures;
        this.ledgers = ledgers;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Something has begun since the rest was locked: from the start again.
    private static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("a conversation has begun meanwhile", null, false, false);
        }
    }

    /// Erasing again finds nothing more and tells nothing.
    public Mono<Void> erase(UUID accountId, UUID id, Author by) {
        return erasures.family(accountId, id)
                .collectList()
                .flatMap(family -> family.isEmpty()
                        ? Mono.error(Problem.of(ProblemCode.NOT_FOUND, "Not found"))
                        : erase(accountId, family, by))
                .as(transaction::transactional)
                .retryWhen(Retry.backoff(5, Duration.ofMillis(20))
                        .filter(error -> error instanceof Overtaken || error instanceof TransientDataAccessException)
                        .onRetryExhaustedThrow((_, _) -> Problem.of(
                                        ProblemCode.UNAVAILABLE, "The customer is writing too much to be erased now")
                                .advise("Block the customer, and try again.")));
    }

    private Mono<Void> erase(UUID accountId, List<UUID> family, Author by) {
        return erasures.conversations(accountId, family)
                .collect(Collectors.toMap(conversation -> conversation, _ -> accountId))
                .flatMap(ids -> conversations.lock(ids).collectList())
                .flatMap(held -> merges.lockCustomers(accountId, family)
                        .doOnNext(customer -> refuseMerged(customer, family.getFirst()))
                        .filter(customer -> customer.erasedAt() == null)
                        .collectList()
                        .flatMap(living -> living.isEmpty()
                                ? Mono.<Void>empty()
                                : unchanged(accountId, family, held)
                                        .then(Mono.defer(() -> erase(accountId, inOrder(family, living), held, by)))));
    }

    private static void refuseMerged(Customer customer, UUID asked) {
        if (customer.id().equals(asked) && customer.status() == CustomerStatus.MERGED) {
            throw Problem.of(ProblemCode.CONFLICT, "This customer was merged into " + customer.mergedInto())
                    .advise("Erase that one, or undo the merge first.");
        }
    }

    private Mono<Void> unchanged(UUID accountId, List<UUID> family, List<Conversation> held) {
        return erasures.conversations(accountId, family)
                .collect(Collectors.toSet())
                .filter(held.stream().map(Conversation::id).collect(Collectors.toSet())::equals)
                .switchIfEmpty(Mono.error(Overtaken::new))
                .then(erasures.family(accountId, family.getFirst()).collect(Collectors.toSet()))
                .filter(Set.copyOf(family)::equals)
                .switchIfEmpty(Mono.error(Overtaken::new))
                .then();
    }

    private static List<UUID> inOrder(List<UUID> family, List<Customer> living) {
        Set<UUID> ids = living.stream().map(Customer::id).collect(Collectors.toSet());
        return family.stream().filter(ids::contains).toList();
    }

    private Mono<Void> erase(UUID accountId, List<UUID> customers, List<Conversation> held, Author by) {
        List<UUID> places = held.stream().map(Conversation::id).toList();
        return close(held, by)
                .then(erasures.identities(accountId, customers))
                .flatMap(identities -> erasures.erase(accountId, customers, places, clock.instant())
                        .flatMap(removed -> outbox.tell(facts(accountId, customers, places, identities, removed))))
                .then(audit.tell(accountId, Act.of("customer.erased", "customer", customers.getFirst())));
    }

    /// Nobody goes on in these conversations: an answer that is under way finds its epoch passed.
    private Mono<Void> close(List<Conversation> held, Author by) {
        return Mono.deferContextual(context -> {
            String trace = Trace.header(context);
            Ledger ledger = new Ledger(clock.instant());
            held.forEach(conversation -> {
                ledger.hold(conversation);
                close(ledger, conversation, by, trace);
            });
            return ledgers.write(ledger);
        });
    }

    private static void close(Ledger ledger, Conversation held, Author by, String trace) {
        if (held.lease().owner() == Owner.BOT) {
            Conversation queued = held.queued(null);
            ledger.change(
                    queued,
                    ConversationFacts.ownerChanged(queued, null, by, "The customer was erased", ledger.at()),
                    trace);
        }
        Conversation next = ledger.conversation(held.id());
        if (!next.desk().status().isClosed()) {
            Conversation closed = next.status(Status.CLOSED, ledger.at());
            ledger.change(closed, ConversationFacts.statusChanged(closed, by, ledger.at()), trace);
        }
        ledger.put(ledger.conversation(held.id()).retired());
    }

    /// The first carries what all of them had, by which other services know them.
    private List<Fact> facts(
            UUID accountId,
            List<UUID> customers,
            List<UUID> conversationIds,
            List<String> identities,
            Map<String, Integer> removed) {
        Instant now = clock.instant();
        List<Fact> facts = new ArrayList<>();
        for (UUID id : customers) {
            boolean first = facts.isEmpty();
            facts.add(new CustomerUpdated.Erased(
                    Ids.next(),
                    accountId,
                    id,
                    now,
                    first ? conversationIds : List.of(),
                    first ? identities : List.of()));
            facts.add(new ErasureCompleted(Ids.next(), accountId, id, now, SERVICE, first ? removed : Map.of()));
        }
        return facts;
    }
}
