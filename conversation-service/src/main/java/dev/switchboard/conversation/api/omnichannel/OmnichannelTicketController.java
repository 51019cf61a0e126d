package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.ticket.AgentReplies;
import dev.switchboard.conversation.ticket.OpenTicket;
import dev.switchboard.conversation.ticket.Opening;
import dev.switchboard.conversation.ticket.PollTokens;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.Reception;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Tickets for whoever opens them: the desk, other systems, pages. The answer to an opening has a token by which its
/// opener reads that ticket, and no other.
@RestController
@Tag(name = "Omnichannel: tickets")
@RequestMapping("/api/tickets")
class OmnichannelTicketController {
    private final OpenTicket openTicket;
    private final TicketReader tickets;
    private final AgentReplies replies;
    private final PollTokens pollTokens;
    private final Reception reception;
    private final TicketViews views;

    OmnichannelTicketController(
            OpenTicket openTicket,
            TicketReader tickets,
            AgentReplies replies,
            PollTokens pollTokens,
            Reception reception,
            TicketViews views) {
        this.openTicket = openTicket;
        this.tickets = tickets;
        this.replies = replies;
        this.pollTokens = pollTokens;
        this.reception = reception;
        this.views = views;
    }

    @Operation(
            summary = "Open a ticket",
            description = "Held where its channel reaches the customer, or else in the inbox for other "
                    + "systems or for pages. With an Idempotency-Key, or an id in the body, the same "
                    + "request opens one ticket. The answer has a poll_token that reads this ticket and "
                    + "nothing else.")
    @PostMapping("/create")
    Mono<ResponseEntity<TicketView>> create(
            Caller.InAccount caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            @RequestBody TicketCreateRequest request) {
        Opening opening = switch (caller) {
            case Caller.Staff staff -> byDesk(OmnichannelCaller.writing(staff), idempotencyKey, request);
            case Caller.Visitor visitor -> byVisitor(visitor, origin, idempotencyKey, request);
        };
        return openTicket
                .open(opening)
                .flatMap(ticket -> views.forCustomer(ticket)
                        .map(view -> ResponseEntity.created(URI.create("/api/tickets/" + view.ticketId()))
                                .eTag(TicketVersion.of(ticket))
                                .body(view.withPollToken(pollTokens.of(ticket)))));
    }

    private static Opening byDesk(OmnichannelCaller desk, @Nullable String key, TicketCreateRequest request) {
        return request.toOpening(desk.accountId(), desk.id(), desk.author(), null, key);
    }

    private Opening byVisitor(
            Caller.Visitor visitor, @Nullable String origin, @Nullable String key, TicketCreateRequest request) {
        boolean known = visitor.verified() || visitor.thread() != null;
        UUID inboxId = reception
                .admit(
                        new Guest(
                                visitor.accountId(),
                                visitor.inboxId(),
                                visitor.verified() ? visitor.identity() : null,
                                visitor.thread(),
                                origin),
                        null)
                .inboxId();
        UUID scope = known
                ? UUID.nameUUIDFromBytes((inboxId + visitor.identity()).getBytes(StandardCharsets.UTF_8))
                : inboxId;
        Author customer = new Author(Author.Kind.CUSTOMER, null, null, null);
        return request.toOpening(visitor.accountId(), scope, customer, inboxId, key);
    }

    @Operation(
            summary = "Get a ticket",
            description =
                    "With its latest 200 messages. The desk sees internal notes, who has the poll " + "token does not.")
    @GetMapping("/{id}")
    Mono<ResponseEntity<TicketView>> one(Caller.InAccount caller, @PathVariable String id) {
        return tickets.read(caller, id)
                .flatMap(ticket -> view(caller, ticket)
                        .map(view -> ResponseEntity.ok()
                                .eTag(TicketVersion.of(ticket))
                                .body(view)));
    }

    private Mono<TicketView> view(Caller.InAccount caller, Conversation ticket) {
        return switch (caller) {
            case Caller.Staff _ -> views.forDesk(ticket);
            case Caller.Visitor _ -> views.forCustomer(ticket);
        };
    }

    /// Cheap: for chatbots that poll.
    @Operation(
            summary = "Get a ticket's status",
            description = "For chatbots that poll: whether a person has answered, and what that person said " + "last.")
    @GetMapping("/{id}/status")
    Mono<TicketStatusView> status(Caller.InAccount caller, @PathVariable String id) {
        return tickets.read(caller, id)
                .flatMap(ticket -> replies.lastIn(ticket)
                        .map(reply -> TicketStatusView.of(ticket, reply))
                        .defaultIfEmpty(TicketStatusView.unanswered(ticket)));
    }
}
