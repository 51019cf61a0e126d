package dev.switchboard.conversation.visitor;

import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Identity;
import java.util.UUID;
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

    /// Empty for nobody.
    public Mono<Customer> identify(Guest guest, Claim claim) {
        Identity identity = guest.identity();
        return identity == null
                ? Mono.empty()
                : customers.known(identity).filter(customer -> claim.fits(customer, identity.value()));
    }

    /// A customer whom the guest may speak for: the one it is proven to be, or one that a page introduced and whose id
    /// it knows.
    public Mono<Customer> spokenFor(Guest guest, @Nullable UUID customerId) {
        if (guest.isProven()) {
            return identify(guest, Claim.NONE)
                    .filter(customer -> customerId == null || customer.id().equals(customerId));
        }
        return customerId == null ? Mono.empty() : introduced(guest.accountId(), customerId);
    }

    /// A customer whom a page or the desk introduced by its id.
    public Mono<Customer> introduced(UUID accountId, UUID customerId) {
        return customers
                .known(Identity.ofMet(accountId, customerId))
                .filter(customer -> customer.id().equals(customerId));
    }
}
