package dev.switchboard.conversation.intake;

import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.conversation.assignment.Assignments;
import dev.switchboard.conversation.assignment.Turns;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Identity;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import dev.switchboard.conversation.message.MessageKey;
import dev.switchboard.conversation.message.MessageKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads all that a batch needs and writes all that it made, with a fixed number of statements. Conversations are
/// locked first, then the accounts' counters.
@Repository
class IntakeStore {
    private final Customers customers;
    private final Conversations conversations;
    private final MessageKeys keys;
    private final Assignments assignments;
    private final Ledgers ledgers;

    IntakeStore(
            Customers customers,
            Conversations conversations,
            MessageKeys keys,
            Assignments assignments,
            Ledgers ledgers) {
        this.customers = customers;
        this.conversations = conversations;
        this.keys = keys;
        this.assignments = assignments;
        this.ledgers = ledgers;
    }

    /// @param past live conversations that their addresses leave now
    /// @param lastNumbers the last ticket number in use; the next ones are drawn for this batch
    record Known(
            List<Conversation> locked,
            Set<Place> past,
            Map<Identity, Customer> customers,
            Map<DeduplicationKey, MessageKey> names,
            Map<UUID, Long> lastNumbers,
            Turns turns) {}

    Mono<Known> read(List<MessageReceived> facts, Instant now, Duration reopenWindow) {
        Set<Place> places = facts.stream().map(IntakeStore::place).collect(Collectors.toSet());
        return conversations.lockAt(places).collectList().flatMap(locked -> {
            Set<Place> past = locked.stream()
                    .filter(held -> held.isPast(reopenWindow, now))
                    .map(held -> Place.of(held.accountId(), held.address()))
                    .collect(Collectors.toSet());
            List<MessageReceived> opening = opening(facts, locked, past);
            Map<UUID, Integer> wanted = wanted(opening);
            return people(facts, opening)
                    .flatMap(people -> keys.named(names(facts))
                            .flatMap(names -> conversations
                                    .drawNumbers(wanted)
                                    .map(drawn -> before(drawn, wanted))
                                    .flatMap(numbers -> assignments
                                            .turnsOf(asking(facts), ids(locked))
                                            .map(turns -> new Known(locked, past, people, names, numbers, turns)))));
        });
    }

    Mono<Void> write(Acquaintances people, Ledger ledger, Turns turns) {
        return Flux.concat(
                        customers.add(people.met()),
                        customers.save(people.changed().values()),
                        ledgers.write(ledger),
                        assignments.save(turns))
                .then();
    }

    /// Whoever begins a conversation is held against being merged in the meantime.
    private Mono<Map<Identity, Customer>> people(List<MessageReceived> facts, List<MessageReceived> opening) {
        Set<Identity> beginning = identities(opening);
        Set<Identity> others = identities(facts);
        others.removeAll(beginning);
        if (beginning.isEmpty()) {
            return customers.known(others);
        }
        return customers.held(beginning).flatMap(held -> {
            if (others.isEmpty()) {
                return Mono.just(held);
            }
            return customers.known(others).map(known -> {
                Map<Identity, Customer> all = new HashMap<>(known);
                all.putAll(held);
                return all;
            });
        });
    }

    /// What begins a conversation: the first at each place that leads nowhere.
    private static List<MessageReceived> opening(
            List<MessageReceived> facts, List<Conversation> locked, Set<Place> past) {
        Set<Place> taken = locked.stream()
                .map(held -> Place.of(held.accountId(), held.address()))
                .collect(Collectors.toCollection(HashSet::new));
        taken.removeAll(past);
        return facts.stream()
                .filter(fact -> RecordReceived.opens(fact) && taken.add(place(fact)))
                .toList();
    }

    /// How many conversations begin, by account.
    private static Map<UUID, Integer> wanted(List<MessageReceived> opening) {
        Map<UUID, Integer> wanted = new HashMap<>();
        opening.forEach(fact -> wanted.merge(fact.accountId(), 1, Integer::sum));
        return wanted;
    }

    private static Map<UUID, Long> before(Map<UUID, Long> drawn, Map<UUID, Integer> wanted) {
        Map<UUID, Long> last = new HashMap<>();
        drawn.forEach((account, number) -> last.put(account, number - wanted.getOrDefault(account, 0)));
        return last;
    }

    private static Set<Identity> identities(List<MessageReceived> facts) {
        return facts.stream()
                .filter(RecordReceived::depends)
                .map(fact -> Identity.at(fact.accountId(), fact.address()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<DeduplicationKey> names(List<MessageReceived> facts) {
        Set<DeduplicationKey> names = new HashSet<>();
        for (MessageReceived fact : facts) {
            String key = RecordReceived.keyOf(fact);
            if (key != null) {
                names.add(DeduplicationKey.ofSender(fact.accountId(), fact.address(), key));
            }
        }
        return names;
    }

    private static List<UUID> asking(List<MessageReceived> facts) {
        return facts.stream()
                .filter(MessageReceived.PersonAsked.class::isInstance)
                .map(MessageReceived::accountId)
                .distinct()
                .toList();
    }

    private static List<UUID> ids(List<Conversation> conversations) {
        return conversations.stream().map(Conversation::id).toList();
    }

    private static Place place(MessageReceived fact) {
        return Place.of(fact.accountId(), fact.address());
    }
}
