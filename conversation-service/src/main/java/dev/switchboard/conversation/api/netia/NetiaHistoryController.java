package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationQueries;
import dev.switchboard.conversation.customer.Identity;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.Messages;
import dev.switchboard.conversation.visitor.Guest;
import dev.switchboard.conversation.visitor.IdentifyCustomer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A customer's latest three conversations as it sees them itself, and none of another whom it was merged into. Who
/// only knows its id learns nothing of them.
@RestController
@Tag(name = "Netia: conversations")
class NetiaHistoryController {
    private static final int LATEST = 3;
    private static final int SHOWN = 200;
    /// Among which a visitor finds its own, where the desk has merged it with others.
    private static final int SEARCHED = 50;

    private final IdentifyCustomer identifyCustomer;
    private final ConversationQueries queries;
    private final Messages messages;
    private final NetiaViews views;

    NetiaHistoryController(
            IdentifyCustomer identifyCustomer, ConversationQueries queries, Messages messages, NetiaViews views) {
        this.identifyCustomer = identifyCustomer;
        this.queries = queries;
        this.messages = messages;
        this.views = views;
    }

    @Operation(
            summary = "See one's own conversations",
            description = "A proven customer's latest three with their messages, as it sees them itself; "
                    + "the desk sees anybody's.")
    @GetMapping("/api/conversations/customer")
    Mono<NetiaData<List<NetiaConversation>>> ofCustomer(
            Caller caller,
            @RequestParam(name = "customer_id") UUID customerId,
            @RequestParam(name = "account_id", required = false) @Nullable UUID accountId) {
        return conversations(caller, customerId, accountId)
                .concatMap(this::shown)
                .collectList()
                .map(NetiaData::new);
    }

    private Flux<Conversation> conversations(Caller caller, UUID customerId, @Nullable UUID accountId) {
        if (caller instanceof Caller.Staff staff) {
            NetiaCaller.sameAccount(staff, accountId);
            return queries.latestOf(staff.accountId(), customerId, LATEST);
        }
        Guest guest = NetiaGuests.of(caller, accountId, null);
        if (!guest.isProven()) {
            return Flux.error(
                    Problem.of(ProblemCode.UNAUTHENTICATED, "A customer's conversations need its session token")
                            .advise("Send the session_token that came with the customer as a Bearer token."));
        }
        return identifyCustomer
                .spokenFor(guest, customerId)
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMapMany(customer -> identifyCustomer
                        .addresses(guest)
                        .flatMapMany(own -> queries.latestOf(guest.accountId(), customer.id(), SEARCHED)
                                .filter(conversation ->
                                        own.contains(Identity.at(conversation.accountId(), conversation.address())))))
                .filter(conversation -> guest.thread() == null || guest.owns(conversation))
                .take(LATEST);
    }

    private Mono<NetiaConversation> shown(Conversation conversation) {
        return messages.before(conversation, conversation.progress().lastSeq() + 1, SHOWN)
                .map(NetiaHistoryController::visible)
                .flatMap(latest -> views.forCustomer(conversation, latest));
    }

    private static List<Message> visible(List<Message> latest) {
        return latest.stream().filter(Message::visibleToCustomer).toList();
    }
}
