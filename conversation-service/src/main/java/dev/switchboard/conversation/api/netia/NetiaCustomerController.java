package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.customer.CustomAttributes;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.IdentifyCustomer;
import dev.switchboard.conversation.visitor.IntroduceCustomer;
import dev.switchboard.conversation.visitor.IntroduceCustomer.Introduced;
import dev.switchboard.conversation.visitor.IntroduceCustomer.Introduction;
import dev.switchboard.conversation.visitor.Reception;
import dev.switchboard.conversation.visitor.WidgetSessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Customers as a page, or the desk, introduces them. A page gets a session token with the customer that it made.
@RestController
@Tag(name = "Netia: customers")
@RequestMapping("/api/customers")
class NetiaCustomerController {
    static final String SESSION = "X-Widget-Session";

    private final IntroduceCustomer introduceCustomer;
    private final IdentifyCustomer identifyCustomer;
    private final CustomAttributes attributes;
    private final Clock clock;
    private final Reception reception;
    private final WidgetSessions sessions;

    NetiaCustomerController(
            IntroduceCustomer introduceCustomer,
            IdentifyCustomer identifyCustomer,
            CustomAttributes attributes,
            Clock clock,
            Reception reception,
            WidgetSessions sessions) {
        this.introduceCustomer = introduceCustomer;
        this.identifyCustomer = identifyCustomer;
        this.attributes = attributes;
        this.clock = clock;
        this.reception = reception;
        this.sessions = sessions;
    }

    /// @param sessionToken ours, for pages only
    private record IntroducedView(
            @JsonUnwrapped NetiaCustomer customer,

            @JsonProperty("session_token") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String sessionToken) {}

    @Operation(summary = "Create a customer", description = """
                    A page introduces its visitor with `account_id` and gets a session token; the desk creates one
                    in its account. A visitor that has proven who it is stays one customer.""")
    @PostMapping
    Mono<ResponseEntity<NetiaData<IntroducedView>>> create(
            Caller caller,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            @RequestBody NetiaCustomerRequest request) {
        NetiaCustomerRequest.Body body = request.body();
        if (caller instanceof Caller.Staff staff) {
            NetiaCaller.sameAccount(staff, body.accountId());
            UUID accountId = staff.accountToChange();
            Introduction introduction = body.byDesk();
            return attributes
                    .check(accountId, body.attributes())
                    .then(Mono.defer(() -> introduceCustomer.introduce(accountId, null, introduction)))
                    .map(introduced -> answer(introduced, NetiaCustomer.forDesk(introduced.customer()), null));
        }
        Introduction introduction = body.byPage(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Guest guest = NetiaGuests.of(caller, body.accountId(), origin);
        UUID inboxId = reception.admit(guest, body.inboxId()).inboxId();
        return introduceCustomer
                .introduce(guest.accountId(), guest.proven(), introduction)
                .map(introduced -> answer(
                        introduced,
                        NetiaCustomer.of(introduced.customer()),
                        sessions.of(guest.accountId(), inboxId, introduced.identity())));
    }

    private static ResponseEntity<NetiaData<IntroducedView>> answer(
            Introduced introduced, NetiaCustomer view, @Nullable String token) {
        HttpStatus status = introduced.isNew() ? HttpStatus.CREATED : HttpStatus.OK;
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).location(URI.create("/api/customers/" + view.id()));
        if (token != null) {
            answer.header(SESSION, token);
        }
        return answer.body(new NetiaData<>(new IntroducedView(view, token)));
    }

    /// Whether a page may go on with a customer that it made before.
    @Operation(summary = "Ask whether a customer exists", description = """
                    Whether a page may go on with the customer that it made. Customers of other channels do not
                    exist here.""")
    @GetMapping("/{id}/exists")
    Mono<NetiaData<Boolean>> exists(
            Caller caller,
            @PathVariable String id,
            @RequestParam(name = "account_id", required = false) @Nullable UUID accountId) {
        UUID account = caller instanceof Caller.Staff staff
                ? staff.accountId()
                : NetiaGuests.of(caller, accountId, null).accountId();
        return identifyCustomer
                .introduced(account, NetiaIds.ofPath(id))
                .hasElement()
                .map(NetiaData::new);
    }
}
