package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.customer.Customers;
import dev.switchboard.conversation.visitor.BeginConversation;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.IdentifyCustomer;
import dev.switchboard.conversation.visitor.Reception;
import dev.switchboard.conversation.visitor.WidgetSessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Begins conversations: a page for its customer, the desk for any. A page gets a session token for this conversation.
@RestController
@Tag(name = "Netia: conversations")
class NetiaBeginController {
    private final BeginConversation beginConversation;
    private final IdentifyCustomer identifyCustomer;
    private final Customers customers;
    private final Reception reception;
    private final WidgetSessions sessions;
    private final NetiaViews views;

    NetiaBeginController(
            BeginConversation beginConversation,
            IdentifyCustomer identifyCustomer,
            Customers customers,
            Reception reception,
            WidgetSessions sessions,
            NetiaViews views) {
        this.beginConversation = beginConversation;
        this.identifyCustomer = identifyCustomer;
        this.customers = customers;
        this.reception = reception;
        this.sessions = sessions;
        this.views = views;
    }

    /// @param sessionToken ours, for pages only
    private record BegunView(
            @JsonUnwrapped NetiaConversation conversation,

            @JsonProperty("session_token") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String sessionToken) {}

    @Operation(
            summary = "Begin a conversation",
            description = "The desk for any customer; a page, without a login, for its own, and gets a "
                    + "session token for this conversation.")
    @PostMapping("/api/conversations")
    Mono<ResponseEntity<NetiaData<BegunView>>> begin(
            Caller caller,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            @RequestBody NetiaBeginRequest request) {
        return caller instanceof Caller.Staff staff
                ? byDesk(staff, request.body())
                : byPage(NetiaGuests.of(caller, request.body().accountId(), origin), request.body());
    }

    private Mono<ResponseEntity<NetiaData<BegunView>>> byDesk(Caller.Staff staff, NetiaBeginRequest.Body body) {
        NetiaCaller.sameAccount(staff, body.accountId());
        UUID accountId = staff.accountToChange();
        UUID customerId = required(body.customerId());
        UUID inboxId = reception.inbox(accountId, body.inboxId()).inboxId();
        return customers
                .byId(accountId, customerId)
                .switchIfEmpty(Mono.error(NetiaBeginController::unknown))
                .flatMap(customer -> beginConversation.begin(inboxId, customer, customerId.toString()))
                .flatMap(begun -> views.conversation(begun, List.of()))
                .map(view -> answer(view, null));
    }

    private Mono<ResponseEntity<NetiaData<BegunView>>> byPage(Guest guest, NetiaBeginRequest.Body body) {
        if (guest.thread() != null) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "This token is for one conversation"));
        }
        UUID customerId = guest.isProven() ? body.customerId() : required(body.customerId());
        UUID inboxId = reception.admit(guest, body.inboxId()).inboxId();
        return identifyCustomer
                .spokenFor(guest, customerId)
                .switchIfEmpty(Mono.error(NetiaBeginController::unknown))
                .flatMap(customer -> beginConversation.begin(inboxId, customer, identity(guest, customer, customerId)))
                .map(begun -> answer(views.withoutPeople(begun), sessions.of(guest.accountId(), begun.address())));
    }

    /// The one that the page knows, also where the desk has merged its customer into another.
    private static String identity(Guest guest, Customer customer, @Nullable UUID customerId) {
        String proven = guest.proven();
        if (proven != null) {
            return proven;
        }
        return customerId == null ? customer.id().toString() : customerId.toString();
    }

    private static ResponseEntity<NetiaData<BegunView>> answer(NetiaConversation view, @Nullable String token) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.created(
                URI.create("/api/conversations/" + view.basic().id()));
        if (token != null) {
            answer.header(NetiaCustomerController.SESSION, token);
        }
        return answer.body(new NetiaData<>(new BegunView(view, token)));
    }

    private static UUID required(@Nullable UUID customerId) {
        if (customerId == null) {
            throw Problem.field("customer_id", "can't be blank");
        }
        return customerId;
    }

    private static Problem unknown() {
        return Problem.field("customer_id", "does not exist");
    }
}
