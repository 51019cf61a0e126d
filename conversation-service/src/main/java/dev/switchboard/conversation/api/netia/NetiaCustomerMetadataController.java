package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.UpdateCustomer;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.IdentifyCustomer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// A page says where its visitor is and what it knows of it. Who has proven nothing adds labels and learns nothing.
@RestController
@Tag(name = "Netia: customers")
class NetiaCustomerMetadataController {
    private final IdentifyCustomer identifyCustomer;
    private final UpdateCustomer updateCustomer;
    private final Clock clock;

    NetiaCustomerMetadataController(IdentifyCustomer identifyCustomer, UpdateCustomer updateCustomer, Clock clock) {
        this.identifyCustomer = identifyCustomer;
        this.updateCustomer = updateCustomer;
        this.clock = clock;
    }

    @Operation(summary = "Say more of a customer", description = """
                    Where the visitor is, and what the page knows of it. Without a session token only what is not
                    known yet is added, and nothing is revealed.""")
    @PutMapping("/api/customers/{id}/metadata")
    Mono<NetiaData<NetiaCustomer>> update(
            Caller caller,
            @PathVariable String id,
            @RequestParam(name = "account_id", required = false) @Nullable UUID accountId,
            @RequestBody NetiaCustomerMetadataRequest request) {
        UUID named = request.accountId() == null ? accountId : request.accountId();
        UUID customerId = NetiaCustomerIds.ofPath(id);
        if (caller instanceof Caller.Staff staff) {
            NetiaCaller.sameAccount(staff, named);
            return change(staff.accountToChange(), customerId, request, true)
                    .map(NetiaCustomer::forDesk)
                    .map(NetiaData::new);
        }
        Guest guest = NetiaGuests.of(caller, named, null);
        return identifyCustomer
                .spokenFor(guest, customerId)
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(customer -> change(guest.accountId(), customer.id(), request, guest.isProven()))
                .map(customer -> guest.isProven() ? NetiaCustomer.of(customer) : NetiaCustomer.withheld(customer))
                .map(NetiaData::new);
    }

    private Mono<Customer> change(
            UUID accountId, UUID customerId, NetiaCustomerMetadataRequest request, boolean trusted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return updateCustomer.update(accountId, customerId, request.change(trusted, now));
    }
}
