package dev.switchboard.conversation.intake;

import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.message.Ledger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which conversation each address of one batch leads to. An address without one begins one, which the inbox's
/// responder owns, or the queue where nobody responds.
final class Places {
    private final Ledger ledger;
    private final Directory directory;
    private final Map<Place, UUID> live = new HashMap<>();
    private final Map<UUID, Long> lastNumbers;

    /// @param lastNumbers the last ticket number in use, by account
    Places(Ledger ledger, Directory directory, Collection<Conversation> locked, Map<UUID, Long> lastNumbers) {
        this.ledger = ledger;
        this.directory = directory;
        this.lastNumbers = new HashMap<>(lastNumbers);
        locked.forEach(conversation -> {
            ledger.hold(conversation);
            live.put(Place.of(conversation.accountId(), conversation.address()), conversation.id());
        });
    }

    @Nullable
    Conversation live(Place place) {
        UUID id = live.get(place);
        return id == null ? null : ledger.conversation(id);
    }

    UUID conversationOf(MessageReceived fact, Customer customer, String trace) {
        Place place = Place.of(fact.accountId(), fact.address());
        return live.computeIfAbsent(place, _ -> begin(place, customer, trace));
    }

    /// The address leads to what comes next.
    void retire(Place place) {
        UUID id = live.remove(place);
        if (id != null) {
            ledger.put(ledger.conversation(id).retired());
        }
    }

    private UUID begin(Place place, Customer customer, String trace) {
        Conversation begun = Conversation.begin(
                place.accountId(),
                Ids.unguessable(),
                lastNumbers.merge(place.accountId(), 1L, Long::sum),
                place.address(),
                customer.id(),
                directory.firstOwner(place.accountId(), place.address().inboxId()),
                ledger.at());
        ledger.begin(begun, trace);
        return begun.id();
    }
}
