package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.IdentifyCustomer;
import dev.switchboard.conversation.visitor.IntroduceCustomer;
import dev.switchboard.conversation.visitor.IntroduceCustomer.Introduced;
import dev.switchboard.conversation.visitor.Reception;
import dev.switchboard.conversation.visitor.WidgetSessions;
import java.net.URI;
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

/// Customers as a page introduces and finds them again. A page gets a session token with the customer that it made.
@RestController
@RequestMapping("/api/customers")
class NetiaCustomerController {
    static final String SESSION = "X-Widget-Session";

    private final IntroduceCustomer introduceCustomer;
    private final IdentifyCustomer identifyCustomer;
    private final Reception reception;
    private final WidgetSessions sessions;

    NetiaCustomerController(
            IntroduceCustomer introduceCustomer,
            IdentifyCustomer identifyCustomer,
            Reception reception,
            WidgetSessions sessions) {
        this.introduceCustomer = introduceCustomer;
        this.identifyCustomer = identifyCustomer;
        this.reception = reception;
        this.sessions = sessions;
    }

    /// @param sessionToken ours, for pages only
    private record IntroducedView(
            @JsonUnwrapped NetiaCustomer customer,

            @JsonProperty("session_token") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String sessionToken) {}

    private record FoundView(
            @JsonProperty("customer_id") @Nullable UUID customerId) {}

    @PostMapping
    Mono<ResponseEntity<NetiaData<IntroducedView>>> create(
            Caller caller,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            @RequestBody NetiaCustomerRequest request) {
        NetiaCustomerRequest.Body body = request.body();
        NetiaCustomerRequest.Label label = body.label();
        if (caller instanceof Caller.Staff staff) {
            NetiaCaller.sameAccount(staff, body.accountId());
            return introduceCustomer
                    .introduce(staff.accountToChange(), null, label.profile(), label.externalId())
                    .map(introduced -> answer(introduced, null));
        }
        Guest guest = NetiaGuests.of(caller, body.accountId(), origin);
        UUID inboxId = reception.admit(guest, body.inboxId()).inboxId();
        return introduceCustomer
                .introduce(guest.accountId(), guest.proven(), label.profile(), label.externalId())
                .map(introduced -> answer(introduced, sessions.of(guest.accountId(), inboxId, introduced.identity())));
    }

    private static ResponseEntity<NetiaData<IntroducedView>> answer(Introduced introduced, @Nullable String token) {
        NetiaCustomer view = NetiaCustomer.of(introduced.customer());
        HttpStatus status = introduced.isNew() ? HttpStatus.CREATED : HttpStatus.OK;
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).location(URI.create("/api/customers/" + view.id()));
        if (token != null) {
            answer.header(SESSION, token);
        }
        return answer.body(new NetiaData<>(new IntroducedView(view, token)));
    }

    @GetMapping("/identify")
    Mono<NetiaData<FoundView>> identify(
            Caller caller,
            @RequestParam(name = "account_id", required = false) @Nullable UUID accountId,
            @RequestParam(name = "external_id", required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable String email) {
        return found(caller, new NetiaIdentifyRequest(accountId, externalId, email));
    }

    @PostMapping("/identify")
    Mono<NetiaData<FoundView>> identifyByBody(Caller caller, @RequestBody NetiaIdentifyRequest request) {
        return found(caller, request);
    }

    private Mono<NetiaData<FoundView>> found(Caller caller, NetiaIdentifyRequest request) {
        Guest guest = NetiaGuests.of(caller, request.accountId(), null);
        return identifyCustomer
                .identify(guest, request.toClaim())
                .map(customer -> new FoundView(customer.id()))
                .defaultIfEmpty(new FoundView(null))
                .map(NetiaData::new);
    }

    /// Whether a page may go on with a customer that it made before.
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
