package dev.switchboard.conversation.transfer;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.Identity;
import dev.switchboard.conversation.transfer.ImportLine.CustomerLine;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Imports customers. One that was imported before learns what is new in the line.
@Service
class ImportCustomers {
    private static final int LONGEST = 500;

    private final ImportedIds ids;
    private final Customers customers;
    private final Outbox outbox;
    private final Clock clock;

    ImportCustomers(ImportedIds ids, Customers customers, Outbox outbox, Clock clock) {
        this.ids = ids;
        this.customers = customers;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Row(String externalId, Profile profile, Instant createdAt) {}

    private Row row(CustomerLine line) {
        Fields fields = new Fields(clock.instant());
        Row row = new Row(
                fields.required("external_id", line.externalId(), Fields.LONGEST_ID),
                new Profile(
                        fields.optional("name", line.name(), LONGEST),
                        fields.address("email", line.email(), LONGEST),
                        fields.optional("phone", line.phone(), LONGEST)),
                fields.time("created_at", line.createdAt()));
        fields.refuse();
        return row;
    }

    @Transactional
    Mono<List<ImportResult>> take(UUID accountId, List<Parsed<CustomerLine>> lines) {
        Chunk<Row> chunk = new Chunk<>();
        Parsed.into(chunk, lines, CustomerLine::externalId, this::row);
        Map<String, UUID> fresh = new LinkedHashMap<>();
        chunk.externalIds().forEach(id -> fresh.put(id, Ids.unguessable()));
        return ids.claim(accountId, ImportedIds.Kind.CUSTOMER, fresh)
                .flatMap(claimed -> add(accountId, chunk, claimed)
                        .then(ids.known(accountId, ImportedIds.Kind.CUSTOMER, chunk.externalIds()))
                        .flatMap(known -> update(accountId, chunk, claimed, known)))
                .then(Mono.fromSupplier(chunk::results));
    }

    private Mono<Void> add(UUID accountId, Chunk<Row> chunk, Map<String, UUID> claimed) {
        Map<Identity, Customer> met = new LinkedHashMap<>();
        List<Fact> facts = new ArrayList<>();
        for (Row row : chunk.rows()) {
            UUID id = claimed.get(row.externalId());
            if (id != null) {
                Customer customer = Customer.met(accountId, id, row.profile(), row.createdAt())
                        .labelled(row.externalId());
                met.put(Identity.ofMet(accountId, id), customer);
                facts.add(new CustomerUpdated.Created(Ids.next(), accountId, id, clock.instant(), customer.profile()));
                chunk.done(row.externalId(), ImportResult.Outcome.CREATED, id);
            }
        }
        return customers.add(met).then(outbox.tell(facts));
    }

    private Mono<Void> update(UUID accountId, Chunk<Row> chunk, Map<String, UUID> claimed, Map<String, UUID> known) {
        return customers.byId(accountId, known.values()).flatMap(present -> {
            List<Customer> changed = new ArrayList<>();
            List<Fact> facts = new ArrayList<>();
            for (Row row : chunk.rows()) {
                UUID id = known.get(row.externalId());
                Customer customer = id == null || claimed.containsKey(row.externalId()) ? null : present.get(id);
                if (id != null && customer != null) {
                    Customer now = told(customer, row.profile());
                    boolean same = now.equals(customer);
                    if (!same) {
                        changed.add(now);
                        facts.add(
                                new CustomerUpdated.Changed(Ids.next(), accountId, id, now.updatedAt(), now.profile()));
                    }
                    chunk.done(
                            row.externalId(), same ? ImportResult.Outcome.UNCHANGED : ImportResult.Outcome.UPDATED, id);
                }
            }
            return customers.save(changed).then(outbox.tell(facts));
        });
    }

    /// A line replaces what it says, and leaves what it does not say.
    private Customer told(Customer c, Profile said) {
        Profile profile = new Profile(
                said.name() == null ? c.name() : said.name(),
                said.email() == null ? c.email() : said.email(),
                said.phone() == null ? c.phone() : said.phone());
        return profile.equals(c.profile())
                ? c
                : Customer.met(c.accountId(), c.id(), profile, clock.instant()).labelled(c.externalId());
    }
}
