package dev.switchboard.conversation.api.amoiq;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.conversation.Place;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.message.Messages;
import dev.switchboard.conversation.webchat.Visit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A visit's history: a visitor's own, or any for the desk. Without what colleagues tell each other.
@RestController
@Tag(name = "Amoiq: web chat")
class AmoiqHistoryController {
    private final AmoiqVisits visits;
    private final Conversations conversations;
    private final Messages messages;

    AmoiqHistoryController(AmoiqVisits visits, Conversations conversations, Messages messages) {
        this.visits = visits;
        this.conversations = conversations;
        this.messages = messages;
    }

    @Operation(
            summary = "Read a visit's history",
            description = "A visitor's own session, or any for the desk; oldest first, without internal "
                    + "notes. The latest 100 messages, or as many as limit says; previous and next are "
                    + "what to send as before and after.",
            parameters = {
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "tenantId",
                        required = true,
                        description = "The credential's account"),
                @Parameter(in = ParameterIn.QUERY, name = "sessionId", description = "The visitor's session"),
                @Parameter(in = ParameterIn.QUERY, name = "userId", description = "The visitor's user id"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "userHash",
                        description = "By which the account's own server vouches for the user id"),
                @Parameter(in = ParameterIn.QUERY, name = "before", description = "Earlier than this seq"),
                @Parameter(in = ParameterIn.QUERY, name = "after", description = "Later than this seq"),
                @Parameter(in = ParameterIn.QUERY, name = "limit", description = "100 if absent, at most 1,000")
            })
    @GetMapping("/api/chat/messages")
    Mono<AmoiqHistory> history(
            Caller.InAccount caller,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
            @RequestHeader(name = "X-Tenant-ID", required = false) @Nullable String tenant,
            @Parameter(hidden = true) @RequestParam Map<String, String> query) {
        AmoiqHistoryRequest request = AmoiqHistoryRequest.of(query);
        AmoiqTenant.require(caller.accountId(), request.tenantId() == null ? tenant : request.tenantId());
        return switch (caller) {
            case Caller.Staff staff -> ofAny(staff, request);
            case Caller.Visitor visitor -> own(visitor, origin, request);
        };
    }

    private Mono<AmoiqHistory> ofAny(Caller.Staff staff, AmoiqHistoryRequest request) {
        boolean named = request.visitor().sessionId() != null;
        return Flux.fromIterable(visits.meant(staff, request.visitor()))
                .concatMap(visit -> found(visit, request))
                .next()
                .switchIfEmpty(Mono.error(() ->
                        named ? AmoiqVisits.notFound() : Problem.of(ProblemCode.USER_NOT_FOUND, "User not found")));
    }

    /// Who has shown that the session is its own may find nothing in it yet.
    private Mono<AmoiqHistory> own(Caller.Visitor visitor, @Nullable String origin, AmoiqHistoryRequest request) {
        Visit visit = visits.of(visitor, request.visitor(), origin, "");
        boolean shown = visitor.thread() != null || !visit.address().identity().contains("|");
        if (!shown && request.visitor().sessionId() == null) {
            throw Problem.field("sessionId", "can't be blank");
        }
        return found(visit, request)
                .switchIfEmpty(shown ? Mono.just(AmoiqHistory.NOTHING) : Mono.error(AmoiqVisits.notFound()));
    }

    private Mono<AmoiqHistory> found(Visit visit, AmoiqHistoryRequest request) {
        return conversations
                .at(Place.of(visit.accountId(), visit.address()))
                .flatMap(conversation -> part(conversation, request).map(part -> view(visit, conversation, part)));
    }

    private Mono<List<Message>> part(Conversation conversation, AmoiqHistoryRequest request) {
        if (request.after() != null) {
            return messages.after(conversation, request.after(), request.limit())
                    .collectList();
        }
        long end = request.before() == null ? conversation.progress().lastSeq() + 1 : request.before();
        return messages.before(conversation, end, request.limit());
    }

    private static AmoiqHistory view(Visit visit, Conversation conversation, List<Message> part) {
        if (part.isEmpty()) {
            return AmoiqHistory.NOTHING;
        }
        long first = part.getFirst().seq();
        long last = part.getLast().seq();
        return new AmoiqHistory(
                part.stream()
                        .filter(Message::visibleToCustomer)
                        .map(message -> AmoiqMessage.of(message, visit))
                        .toList(),
                last < conversation.progress().lastSeq() ? last : null,
                first > 1 ? first : null);
    }
}
