package dev.switchboard.conversation.visitor;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Identity;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Which customer a visitor is. Only a proof finds one: an e-mail address or a name that a page sends could be
/// anybody's.
@Service
public class IdentifyCustomer {
    private final Customers customers;

    IdentifyCustomer(Customers customers) {
        this.customers = customers;
    }

    /// What the page asks for; a customer of whom something else is known is another one.
    public record Claim(
            @Nullable String externalId, @Nullable String email) {
        public static final Claim NONE = new Claim(null, null);

        boolean fits(Customer customer, String proven) {
            boolean sameName =
                    externalId == null || externalId.equals(customer.externalId()) || externalId.equals(proven);
            return sameName && (email == null || email.equalsIgnoreCase(customer.email()));
        }
    }

    /// The id by which the page knows its customer, whomever the desk has merged it into; empty for nobody.
    public Mono<UUID> identify(Guest guest, Claim claim) {
        Identity identity = guest.identity();
        return identity == null
                ? Mono.empty()
                : customers
                        .known(identity)
                        .filter(customer -> claim.fits(customer, identity.value()))
                        .flatMap(_ -> customers.firstMetAs(identity));
    }

    /// A customer whom the guest may speak for: the one it is proven to be, or one that a page introduced and whose id
    /// it knows. A page goes on under the id that it knows when the desk has merged its customer into another.
    ///
    /// @throws Problem `FORBIDDEN` where the desk has blocked it
    public Mono<Customer> spokenFor(Guest guest, @Nullable UUID customerId) {
        Identity identity = guest.identity();
        Mono<Customer> spokenFor = identity == null
                ? Mono.justOrEmpty(customerId).flatMap(id -> introduced(guest.accountId(), id))
                : proven(identity, customerId);
        return spokenFor.doOnNext(IdentifyCustomer::refuseBlocked);
    }

    private Mono<Customer> proven(Identity identity, @Nullable UUID customerId) {
        return customers
                .known(identity)
                .flatMap(customer -> customerId == null || customer.id().equals(customerId)
                        ? Mono.just(customer)
                        : customers.metAs(identity, customerId));
    }

    /// Where the guest's own conversations are: at its identity and those that were its customer's before any merge.
    public Mono<Set<Identity>> addresses(Guest guest) {
        Identity identity = guest.identity();
        return identity == null
                ? Mono.just(Set.of())
                : customers.kinOf(identity).collect(Collectors.toSet());
    }

    /// A customer whom a page or the desk introduced by its id.
    public Mono<Customer> introduced(UUID accountId, UUID customerId) {
        return customers.metAs(Identity.ofMet(accountId, customerId), customerId);
    }

    private static void refuseBlocked(Customer customer) {
        if (customer.isBlocked()) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The account takes no messages from this sender");
        }
    }
}
