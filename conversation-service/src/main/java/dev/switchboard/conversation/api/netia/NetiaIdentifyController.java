package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.CustomerQueries;
import dev.switchboard.conversation.visitor.IdentifyCustomer;
import dev.switchboard.conversation.visitor.IdentifyCustomer.Claim;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Which customer somebody is: the desk looks up any, a visitor finds whom it has proven to be and nobody else.
@RestController
@Tag(name = "Netia: customers")
@RequestMapping("/api/customers/identify")
class NetiaIdentifyController {
    private final IdentifyCustomer identifyCustomer;
    private final CustomerQueries queries;

    NetiaIdentifyController(IdentifyCustomer identifyCustomer, CustomerQueries queries) {
        this.identifyCustomer = identifyCustomer;
        this.queries = queries;
    }

    private record FoundView(
            @JsonProperty("customer_id") @Nullable UUID customerId) {}

    @Operation(summary = "Identify a customer", description = """
                    The desk finds the only customer with this external id and e-mail address. A visitor finds whom
                    it has proven to be, and otherwise null.""")
    @GetMapping
    Mono<NetiaData<FoundView>> byQuery(
            Caller caller,
            @RequestParam(name = "account_id", required = false) @Nullable UUID accountId,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String email) {
        return found(caller, new NetiaIdentifyRequest(accountId, externalId, email));
    }

    @Operation(summary = "Identify a customer, by a body", description = "As the same with GET.")
    @PostMapping
    Mono<NetiaData<FoundView>> byBody(Caller caller, @RequestBody NetiaIdentifyRequest request) {
        return found(caller, request);
    }

    private Mono<NetiaData<FoundView>> found(Caller caller, NetiaIdentifyRequest request) {
        return customer(caller, request)
                .map(FoundView::new)
                .defaultIfEmpty(new FoundView(null))
                .map(NetiaData::new);
    }

    private Mono<UUID> customer(Caller caller, NetiaIdentifyRequest request) {
        Claim claim = request.toClaim();
        if (caller instanceof Caller.Staff staff) {
            NetiaCaller.sameAccount(staff, request.accountId());
            return queries.only(staff.accountId(), claim.externalId(), claim.email())
                    .map(Customer::id);
        }
        return identifyCustomer.identify(NetiaGuests.of(caller, request.accountId(), null), claim);
    }
}
