package dev.switchboard.conversation.intake;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Identity;
import dev.switchboard.conversation.message.Ledger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The customers of one batch: those known, those met for the first time, those of whom more became known.
final class Acquaintances {
    private final Ledger ledger;
    private final Map<Identity, Customer> known;
    private final Map<Identity, Customer> met = new LinkedHashMap<>();
    private final Map<UUID, Customer> changed = new LinkedHashMap<>();

    Acquaintances(Ledger ledger, Map<Identity, Customer> known) {
        this.ledger = ledger;
        this.known = new HashMap<>(known);
    }

    Customer meet(MessageReceived fact, Profile profile, String trace) {
        Identity identity = Identity.at(fact.accountId(), fact.address());
        Customer present = known.get(identity);
        Customer customer = present == null
                ? Customer.met(fact.accountId(), Ids.unguessable(), profile, ledger.at())
                : present.introducedAs(profile, ledger.at());
        if (present == null) {
            met.put(identity, customer);
            ledger.tell(
                    new CustomerUpdated.Created(
                            Ids.next(), customer.accountId(), customer.id(), ledger.at(), customer.profile()),
                    trace);
        } else if (customer != present) {
            if (met.replace(identity, customer) == null) {
                changed.put(customer.id(), customer);
            }
            ledger.tell(
                    new CustomerUpdated.Changed(
                            Ids.next(), customer.accountId(), customer.id(), ledger.at(), customer.profile()),
                    trace);
        }
        known.put(identity, customer);
        return customer;
    }

    /// Whether nothing of the sender reaches the desk.
    boolean blocks(MessageReceived fact) {
        Customer customer = known.get(Identity.at(fact.accountId(), fact.address()));
        return customer != null && customer.isBlocked();
    }

    Map<Identity, Customer> met() {
        return met;
    }

    Map<UUID, Customer> changed() {
        return changed;
    }
}
