package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Identity;
import dev.switchboard.conversation.message.Ledger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whose ticket it is: a customer whom the opener names, one who is known by an identity, or a new one.
@Component
class TicketCustomers {
    private final Customers customers;

    TicketCustomers(Customers customers) {
        this.customers = customers;
    }

    /// @param identity that by which the ticket reaches the customer
    record Met(Customer customer, Identity identity) {}

    Mono<Met> meet(Opening opening, Spot spot, Ledger ledger, String trace) {
        UUID named = opening.customerId();
        if (named != null) {
            return named(opening, named, spot, ledger, trace);
        }
        UUID fresh = Ids.unguessable();
        Identity identity = spot.identityOf(fresh);
        return customers
                .known(identity)
                .flatMap(known -> again(known, opening, ledger, trace))
                .switchIfEmpty(Mono.defer(() -> met(identity, fresh, opening, ledger, trace)))
                .map(customer -> new Met(customer, identity));
    }

    private Mono<Met> named(Opening opening, UUID customerId, Spot spot, Ledger ledger, String trace) {
        Identity identity = spot.identityOf(customerId);
        return customers
                .byId(opening.accountId(), customerId)
                .switchIfEmpty(Mono.error(() -> Problem.field("customer.internal_id", "does not exist")))
                .flatMap(customer -> again(customer, opening, ledger, trace))
                .flatMap(customer -> customers
                        .addIdentity(identity, customerId, ledger.at())
                        .then(customers.known(identity))
                        .filter(owner -> owner.id().equals(customerId))
                        .switchIfEmpty(Mono.error(
                                () -> Problem.field("customer.channel_identity", "belongs to another customer")))
                        .thenReturn(new Met(customer, identity)));
    }

    private Mono<Customer> met(Identity identity, UUID id, Opening opening, Ledger ledger, String trace) {
        Customer customer = Customer.met(opening.accountId(), id, opening.profile(), ledger.at());
        ledger.tell(
                new CustomerUpdated.Created(Ids.next(), customer.accountId(), id, ledger.at(), customer.profile()),
                trace);
        return customers.add(Map.of(identity, customer)).thenReturn(customer);
    }

    private Mono<Customer> again(Customer known, Opening opening, Ledger ledger, String trace) {
        Customer now = known.introducedAs(opening.profile(), ledger.at());
        if (now == known) {
            return Mono.just(known);
        }
        ledger.tell(
                new CustomerUpdated.Changed(Ids.next(), now.accountId(), now.id(), ledger.at(), now.profile()), trace);
        return customers.save(List.of(now)).thenReturn(now);
    }
}
