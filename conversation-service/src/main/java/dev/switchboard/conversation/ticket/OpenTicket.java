package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.intake.RecordReceived;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.tag.TagChange;
import dev.switchboard.conversation.tag.TagConversation;
import dev.switchboard.conversation.ticket.TicketCustomers.Met;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Opens a ticket: a conversation of its own, at whose address what its customer says is recorded as anything else that
/// comes from outside. An address that leads to one conversation only leads to the new one from now on.
@Service
public class OpenTicket {
    /// Of so many tickets for one address at once, each sees one more of the others at each attempt.
    private static final int ATTEMPTS = 10;

    private final TicketRequests requests;
    private final TicketSources sources;
    private final TicketCustomers people;
    private final Spots spots;
    private final Directory directory;
    private final Conversations conversations;
    private final Ledgers ledgers;
    private final RecordReceived recordReceived;
    private final TagConversation tagConversation;
    private final TransactionalOperator transaction;
    private final Clock clock;

    OpenTicket(
            TicketRequests requests,
            TicketSources sources,
            TicketCustomers people,
            Spots spots,
            Directory directory,
            Conversations conversations,
            Ledgers ledgers,
            RecordReceived recordReceived,
            TagConversation tagConversation,
            TransactionalOperator transaction,
            Clock clock) {
        this.requests = requests;
        this.sources = sources;
        this.people = people;
        this.spots = spots;
        this.directory = directory;
        this.conversations = conversations;
        this.ledgers = ledgers;
        this.recordReceived = recordReceived;
        this.tagConversation = tagConversation;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Where somebody else took the same identity or address in the meantime, the next attempt finds it.
    public Mono<Conversation> open(Opening opening) {
        return Mono.defer(() -> attempt(opening))
                .as(transaction::transactional)
                .retryWhen(Retry.max(ATTEMPTS).filter(DuplicateKeyException.class::isInstance));
    }

    private Mono<Conversation> attempt(Opening opening) {
        UUID id = Ids.unguessable();
        RequestName name = opening.name();
        Mono<UUID> earlier =
                name == null ? Mono.empty() : requests.claim(opening.accountId(), name, opening.hash(), id);
        return earlier.flatMap(found -> conversations.byId(opening.accountId(), found))
                .switchIfEmpty(Mono.deferContextual(context -> begin(opening, id, Trace.header(context))));
    }

    private Mono<Conversation> begin(Opening opening, UUID id, String trace) {
        Ledger ledger = new Ledger(clock.instant());
        Spot spot = spots.of(opening, id);
        return leave(spot, ledger)
                .then(people.meet(opening, spot, ledger, trace))
                .flatMap(met -> write(opening, id, spot, met, ledger, trace)
                        .then(tag(opening, id))
                        .then(recordReceived.record(
                                Heard.of(opening, id, spot.address(met.identity()), ledger.at(), trace))))
                .then(conversations.byId(opening.accountId(), id));
    }

    private Mono<Void> leave(Spot spot, Ledger ledger) {
        Place taken = spot.taken();
        return taken == null
                ? Mono.empty()
                : conversations
                        .lockAt(List.of(taken))
                        .doOnNext(earlier -> ledger.put(earlier.retired()))
                        .then();
    }

    private Mono<Void> write(Opening opening, UUID id, Spot spot, Met met, Ledger ledger, String trace) {
        UUID account = opening.accountId();
        return conversations
                .drawNumbers(Map.of(account, 1))
                .doOnNext(numbers -> {
                    Address address = spot.address(met.identity());
                    Conversation begun = begun(opening, id, numbers.getOrDefault(account, 0L), address, met, ledger);
                    ledger.begin(begun, trace);
                    if (opening.priority() != null
                            && opening.priority() != begun.desk().priority()) {
                        Conversation next = begun.priority(opening.priority());
                        ledger.change(next, ConversationFacts.priorityChanged(next, opening.by(), ledger.at()), trace);
                    }
                })
                .then(Mono.defer(() -> ledgers.write(ledger)))
                .then(Mono.defer(() -> sources.add(account, id, opening.origin().source())));
    }

    private Mono<Void> tag(Opening opening, UUID id) {
        return opening.tags().isEmpty()
                ? Mono.empty()
                : tagConversation
                        .tag(opening.accountId(), id, opening.by(), TagChange.adding(opening.tags()))
                        .then();
    }

    /// Nobody but people answers a customer whom a bot hands over.
    private Conversation begun(Opening opening, UUID id, long number, Address address, Met met, Ledger ledger) {
        Owner owner = opening.origin().source().botHandoff()
                ? Owner.QUEUE
                : directory.firstOwner(opening.accountId(), address.inboxId());
        Conversation begun = Conversation.begin(
                opening.accountId(), id, number, address, met.customer().id(), owner, ledger.at());
        return new Conversation(
                begun.accountId(),
                begun.id(),
                begun.number(),
                begun.address(),
                begun.customerId(),
                opening.subject(),
                begun.live(),
                begun.createdAt(),
                begun.lease(),
                begun.progress(),
                begun.desk());
    }
}
