package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A new ticket's words as they are heard from outside: what was said before, the customer's matter, and, where a bot
/// hands over, the wish for a person.
final class Heard {
    private final Opening opening;
    private final UUID ticketId;
    private final Address address;
    private final Instant at;
    private final String trace;
    private final List<Received<MessageReceived>> all = new ArrayList<>();

    private Heard(Opening opening, UUID ticketId, Address address, Instant at, String trace) {
        this.opening = opening;
        this.ticketId = ticketId;
        this.address = address;
        this.at = at;
        this.trace = trace;
    }

    static List<Received<MessageReceived>> of(
            Opening opening, UUID ticketId, Address address, Instant at, String trace) {
        Heard heard = new Heard(opening, ticketId, address, at, trace);
        opening.transcript().forEach(heard::line);
        heard.line(new Opening.Line(Author.Kind.CUSTOMER, opening.message(), null));
        if (opening.origin().source().botHandoff()) {
            heard.add(new MessageReceived.PersonAsked(Ids.next(), opening.accountId(), address, at, Profile.NOTHING));
        }
        return heard.all;
    }

    private void line(Opening.Line line) {
        String key = "ticket:" + ticketId + ":" + all.size();
        add(
                line.by() == Author.Kind.CUSTOMER
                        ? new MessageReceived.Said(
                                Ids.next(),
                                opening.accountId(),
                                address,
                                at,
                                key,
                                opening.profile(),
                                line.body(),
                                List.of(),
                                line.at(),
                                Map.of())
                        : new MessageReceived.SentOutside(
                                Ids.next(),
                                opening.accountId(),
                                address,
                                at,
                                key,
                                new Author(line.by(), null, null, null),
                                line.body(),
                                List.of()));
    }

    private void add(MessageReceived fact) {
        all.add(new Received<>(fact, trace));
    }
}
