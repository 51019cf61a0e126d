package dev.switchboard.conversation.integration;

import dev.switchboard.common.contract.CustomerReported;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.customer.UpdateCustomer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Changes customers as a system of the business knows them, in the running transaction. One who was merged is changed
/// as who it turned out to be; one who was erased stays so.
@Service
public class RecordReports {
    private final Customers customers;
    private final UpdateCustomer updateCustomer;

    RecordReports(Customers customers, UpdateCustomer updateCustomer) {
        this.customers = customers;
        this.updateCustomer = updateCustomer;
    }

    public Mono<Void> record(CustomerReported report) {
        return customers
                .living(report.accountId(), report.customerId())
                .flatMap(living -> updateCustomer.update(
                        living.accountId(), living.id(), (held, _) -> known(held, report.profile())))
                .then();
    }

    private static Customer known(Customer held, Profile said) {
        return held.describedAs(
                new Profile(
                        newer(said.name(), held.name()),
                        newer(said.email(), held.email()),
                        newer(said.phone(), held.phone())),
                held.externalId());
    }

    private static @Nullable String newer(@Nullable String said, @Nullable String held) {
        return said == null ? held : said;
    }
}
