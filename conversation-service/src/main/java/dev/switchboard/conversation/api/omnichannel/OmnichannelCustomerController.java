package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.api.Faults;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationQueries;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.publicid.PublicId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A customer's tickets, latest activity first.
@RestController
@Tag(name = "Omnichannel: customers")
class OmnichannelCustomerController {
    private static final int LATEST = 20;
    private static final int MOST = 100;

    private final Customers customers;
    private final ConversationQueries queries;

    OmnichannelCustomerController(Customers customers, ConversationQueries queries) {
        this.customers = customers;
        this.queries = queries;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record SummaryView(String ticketId, String subject, String status, Instant createdAt) {
        static SummaryView of(Conversation c) {
            return new SummaryView(
                    PublicId.TICKET.of(c.id()),
                    TicketView.subject(c),
                    OmnichannelWords.of(c.desk().status()),
                    c.createdAt());
        }
    }

    @Operation(
            summary = "List a customer's tickets",
            description = "Latest activity first, 20 of them, or up to 100 by limit.")
    @GetMapping("/api/customers/{id}/tickets")
    Flux<SummaryView> tickets(
            Caller.Staff caller, @PathVariable String id, @RequestParam(required = false) @Nullable String limit) {
        UUID customerId = OmnichannelIds.customer(id);
        Faults faults = new Faults();
        int most = Math.min(TicketListRequest.number(faults, "limit", limit, LATEST), MOST);
        faults.refuse();
        return customers
                .byId(caller.accountId(), customerId)
                .switchIfEmpty(Mono.error(OmnichannelIds::noCustomer))
                .flatMapMany(_ -> queries.latestOf(caller.accountId(), customerId, most))
                .map(SummaryView::of);
    }
}
