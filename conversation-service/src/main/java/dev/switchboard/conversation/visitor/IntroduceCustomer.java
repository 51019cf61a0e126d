package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Identity;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    IntroduceCustomer(Customers customers, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        this.customers = customers;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param identity that by which it is known on the web from now on
    /// @param isNew false for one who was known before
    public record Introduced(Customer customer, String identity, boolean isNew) {}

    /// @param proven the identity that the visitor has proven
    public Mono<Introduced> introduce(
            UUID accountId, @Nullable String proven, Profile profile, @Nullable String externalId) {
        Mono<Introduced> introduced = proven == null
                ? Mono.defer(() -> stranger(accountId, profile, externalId))
                : customers
                        .known(Identity.onWeb(accountId, proven))
                        .flatMap(known -> again(known, proven, profile))
                        .switchIfEmpty(Mono.defer(
                                () -> met(Identity.onWeb(accountId, proven), Ids.unguessable(), profile, externalId)));
        // the same visitor in two tabs: whoever comes second finds the first
        return introduced
                .as(transaction::transactional)
                .retryWhen(Retry.max(1).filter(DuplicateKeyException.class::isInstance));
    }

    private Mono<Introduced> stranger(UUID accountId, Profile profile, @Nullable String externalId) {
        UUID id = Ids.unguessable();
        return met(Identity.ofMet(accountId, id), id, profile, externalId);
    }

    private Mono<Introduced> met(Identity identity, UUID id, Profile profile, @Nullable String externalId) {
        Customer customer =
                Customer.met(identity.accountId(), id, profile, now()).labelled(externalId);
        return customers
                .add(Map.of(identity, customer))
                .then(outbox.tell(new CustomerUpdated.Created(
                        Ids.next(), customer.accountId(), id, customer.createdAt(), customer.profile())))
                .thenReturn(new Introduced(customer, identity.value(), true));
    }

    private Mono<Introduced> again(Customer known, String identity, Profile profile) {
        Customer now = known.introducedAs(profile, now());
        if (now == known) {
            return Mono.just(new Introduced(known, identity, false));
        }
        return customers
                .save(List.of(now))
                .then(outbox.tell(new CustomerUpdated.Changed(
                        Ids.next(), now.accountId(), now.id(), now.updatedAt(), now.profile())))
                .thenReturn(new Introduced(now, identity, false));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
