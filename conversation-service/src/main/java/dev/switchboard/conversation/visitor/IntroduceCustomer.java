package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Details;
import dev.switchboard.conversation.customer.Identity;
import dev.switchboard.conversation.customer.UpdateCustomer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Somebody becomes a customer before writing anything. Who is proven is the customer of that identity and no second
/// one; what anybody else says of itself labels a customer and finds none.
@Service
public class IntroduceCustomer {
    private final Customers customers;
    private final UpdateCustomer updateCustomer;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    IntroduceCustomer(
            Customers customers,
            UpdateCustomer updateCustomer,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.customers = customers;
        this.updateCustomer = updateCustomer;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param identity that by which it is known on the web from now on
    /// @param isNew false for one who was known before
    public record Introduced(Customer customer, String identity, boolean isNew) {}

    /// What is said of the customer.
    public record Introduction(Profile profile, @Nullable String externalId, Details details) {}

    /// @param proven the identity that the visitor has proven
    public Mono<Introduced> introduce(UUID accountId, @Nullable String proven, Introduction said) {
        Mono<Introduced> introduced = proven == null
                ? Mono.defer(() -> stranger(accountId, said))
                : customers
                        .known(Identity.onWeb(accountId, proven))
                        .flatMap(known -> again(known, proven, said))
                        .switchIfEmpty(
                                Mono.defer(() -> met(Identity.onWeb(accountId, proven), Ids.unguessable(), said)));
        // the same visitor in two tabs: whoever comes second finds the first
        return introduced
                .as(transaction::transactional)
                .retryWhen(Retry.max(1).filter(DuplicateKeyException.class::isInstance));
    }

    private Mono<Introduced> stranger(UUID accountId, Introduction said) {
        UUID id = Ids.unguessable();
        return met(Identity.ofMet(accountId, id), id, said);
    }

    private Mono<Introduced> met(Identity identity, UUID id, Introduction said) {
        Customer customer = Customer.met(identity.accountId(), id, said.profile(), now())
                .labelled(said.externalId())
                .detailed(_ -> said.details());
        return customers
                .add(Map.of(identity, customer))
                .then(outbox.tell(new CustomerUpdated.Created(
                        Ids.next(), customer.accountId(), id, customer.createdAt(), customer.profile())))
                .thenReturn(new Introduced(customer, identity.value(), true));
    }

    private Mono<Introduced> again(Customer known, String identity, Introduction said) {
        return updateCustomer
                .update(
                        known.accountId(),
                        known.id(),
                        (held, at) -> held.introducedAs(said.profile(), at)
                                .detailed(
                                        before -> before.visited(said.details().visitOrNone())))
                .map(now -> new Introduced(now, identity, false));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
