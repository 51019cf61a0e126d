package dev.switchboard.conversation.api.omnichannel;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.assignment.UpdateConversation.Assignee;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationQueries;
import dev.switchboard.conversation.message.PostMessage;
import dev.switchboard.conversation.message.PostMessage.Posted;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.conversation.ticket.ChangeTicket;
import dev.switchboard.conversation.ticket.RelayCustomer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Tickets for the desk, latest activity first.
@RestController
@Tag(name = "Omnichannel: tickets")
@RequestMapping("/api/tickets")
class OmnichannelDeskController {
    private final ConversationQueries queries;
    private final ChangeTicket changeTicket;
    private final PostMessage postMessage;
    private final RelayCustomer relayCustomer;
    private final Directory directory;
    private final TicketViews views;

    OmnichannelDeskController(
            ConversationQueries queries,
            ChangeTicket changeTicket,
            PostMessage postMessage,
            RelayCustomer relayCustomer,
            Directory directory,
            TicketViews views) {
        this.queries = queries;
        this.changeTicket = changeTicket;
        this.postMessage = postMessage;
        this.relayCustomer = relayCustomer;
        this.directory = directory;
        this.views = views;
    }

    private record PageView(
            List<TicketView> tickets,
            @JsonProperty("total_count") long totalCount,
            int page,
            @JsonProperty("page_size") int pageSize) {}

    private record AssignedView(boolean success, TicketView ticket) {}

    @Operation(
            summary = "List tickets",
            description = "Latest activity first, each with its last message. A page has up to 100 tickets, "
                    + "and pages end at the first 10,000.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "status",
                        description = "new, open, pending_customer, resolved or closed"),
                @Parameter(in = ParameterIn.QUERY, name = "priority", description = "low, medium, high or urgent"),
                @Parameter(in = ParameterIn.QUERY, name = "assigned_agent_id", description = "An agent's UUID"),
                @Parameter(in = ParameterIn.QUERY, name = "tag", description = "A tag's name"),
                @Parameter(in = ParameterIn.QUERY, name = "page", description = "From 1 on"),
                @Parameter(in = ParameterIn.QUERY, name = "page_size", description = "20 if absent, at most 100")
            })
    @GetMapping
    Mono<PageView> list(Caller.Staff caller, @Parameter(hidden = true) @RequestParam Map<String, String> query) {
        TicketListRequest request = TicketListRequest.of(query);
        return queries.page(caller.accountId(), request.filter(), request.distance(), request.size())
                .flatMap(page -> views.list(caller.accountId(), page.conversations())
                        .map(tickets -> new PageView(tickets, page.total(), request.page(), request.size())));
    }

    @Operation(
            summary = "Update a ticket",
            description = "Changes status, priority and tags; what is absent stays. With If-Match only as "
                    + "long as the ticket has the version of that ETag.")
    @PutMapping("/{id}")
    Mono<ResponseEntity<TicketView>> update(
            Caller.Staff caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody(required = false) @Nullable TicketUpdateRequest request) {
        OmnichannelCaller desk = OmnichannelCaller.writing(caller);
        UUID ticketId = OmnichannelIds.ticket(id);
        if (request == null) {
            throw TicketUpdateRequest.nothing();
        }
        return changeTicket
                .change(desk.accountId(), ticketId, TicketVersion.expected(ifMatch), desk.author(), request.toChange())
                .flatMap(ticket -> views.forDesk(ticket)
                        .map(view -> ResponseEntity.ok()
                                .eTag(TicketVersion.of(ticket))
                                .body(view)));
    }

    @Operation(
            summary = "Add a message to a ticket",
            description = "An agent's reply takes the ticket over; an internal one is for colleagues only. "
                    + "With sender_type customer another system tells what the customer said to it.")
    @PostMapping("/{id}/message")
    Mono<TicketView> message(
            Caller.Staff caller,
            @PathVariable String id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestBody TicketMessageRequest request) {
        OmnichannelCaller desk = OmnichannelCaller.writing(caller);
        UUID ticketId = OmnichannelIds.ticket(id);
        TicketMessageRequest.Checked message = request.checked(idempotencyKey);
        Mono<Conversation> written = message.byCustomer()
                ? relayCustomer.relay(message.toRelayed(desk, ticketId))
                : postMessage.post(message.toPosting(desk, ticketId)).map(Posted::conversation);
        return written.onErrorMap(
                        error -> error instanceof Problem problem && problem.code() == ProblemCode.NOT_FOUND,
                        _ -> OmnichannelIds.noTicket())
                .flatMap(views::forDesk);
    }

    /// @param agentId empty for nobody
    @Operation(
            summary = "Assign a ticket",
            description = "An empty agent_id takes the ticket from its agent. With If-Match a ticket that "
                    + "was changed meanwhile is refused with 409, which names its present agent.")
    @PutMapping("/{id}/assign")
    Mono<ResponseEntity<AssignedView>> assign(
            Caller.Staff caller,
            @PathVariable String id,
            @RequestParam(name = "agent_id", required = false) @Nullable String agentId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        OmnichannelCaller desk = OmnichannelCaller.writing(caller);
        UUID ticketId = OmnichannelIds.ticket(id);
        if (agentId == null) {
            throw Problem.field("agent_id", "is missing").advise("Send it empty to take the ticket from its agent.");
        }
        Change change = new Change(null, null, null, assignee(desk, agentId.strip()));
        return changeTicket
                .change(desk.accountId(), ticketId, TicketVersion.expected(ifMatch), desk.author(), change)
                .flatMap(ticket -> views.forDesk(ticket)
                        .map(view -> ResponseEntity.ok()
                                .eTag(TicketVersion.of(ticket))
                                .body(new AssignedView(true, view))));
    }

    private Assignee assignee(OmnichannelCaller desk, String agentId) {
        if (agentId.isEmpty()) {
            return new Assignee(null);
        }
        return PublicId.plain(agentId)
                .flatMap(userId -> directory.user(desk.accountId(), userId))
                .filter(user -> user.active())
                .map(user -> new Assignee(user.number()))
                .orElseThrow(() -> Problem.of(ProblemCode.USER_NOT_FOUND, "Agent not found"));
    }
}
