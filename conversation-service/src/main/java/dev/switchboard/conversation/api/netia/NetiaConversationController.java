package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.assignment.HandBack;
import dev.switchboard.conversation.assignment.UpdateConversation;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.desk.Details;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// One of the desk's conversations. Shown with its latest 200 messages; `GET /api/messages` has the others. Its entity
/// tag is its version, and a change under `If-Match` is refused where it has another one.
@RestController
@RequestMapping("/api/conversations/{id}")
class NetiaConversationController {
    private final Conversations conversations;
    private final UpdateConversation updateConversation;
    private final HandBack handBack;
    private final NetiaViews views;

    NetiaConversationController(
            Conversations conversations, UpdateConversation updateConversation, HandBack handBack, NetiaViews views) {
        this.conversations = conversations;
        this.updateConversation = updateConversation;
        this.handBack = handBack;
        this.views = views;
    }

    @GetMapping
    Mono<NetiaData<NetiaConversation>> one(
            Caller.InAccount caller, @PathVariable String id, ServerHttpResponse response) {
        return conversations
                .byId(NetiaCaller.reading(caller).accountId(), NetiaIds.ofPath(id))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(found -> shown(found, response));
    }

    @PutMapping
    Mono<NetiaData<NetiaConversation>> update(
            Caller.InAccount caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody NetiaConversationRequest request,
            ServerHttpResponse response) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return update(desk, id, request.toChange(), ifMatch, response);
    }

    @PostMapping("/archive")
    Mono<NetiaData<NetiaConversation>> archive(
            Caller.InAccount caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            ServerHttpResponse response) {
        Change change = Change.of(Details.archived(true));
        return update(NetiaCaller.writing(caller), id, change, ifMatch, response);
    }

    /// Ours: back into the lists.
    @PostMapping("/unarchive")
    Mono<NetiaData<NetiaConversation>> unarchive(
            Caller.InAccount caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            ServerHttpResponse response) {
        Change change = Change.of(Details.archived(false));
        return update(NetiaCaller.writing(caller), id, change, ifMatch, response);
    }

    /// Ours: lets the bot go on.
    @PostMapping("/hand_back")
    Mono<NetiaData<NetiaConversation>> handBack(
            Caller.InAccount caller, @PathVariable String id, ServerHttpResponse response) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return handBack.toBot(desk.accountId(), NetiaIds.ofPath(id), desk.author())
                .flatMap(changed -> shown(changed, response));
    }

    private Mono<NetiaData<NetiaConversation>> update(
            NetiaCaller desk, String id, Change change, @Nullable String ifMatch, ServerHttpResponse response) {
        return updateConversation
                .update(desk.accountId(), NetiaIds.ofPath(id), desk.author(), change, NetiaVersion.expected(ifMatch))
                .flatMap(changed -> shown(changed, response));
    }

    private Mono<NetiaData<NetiaConversation>> shown(Conversation conversation, ServerHttpResponse response) {
        NetiaVersion.tell(conversation, response);
        return views.whole(conversation).map(NetiaData::new);
    }
}
