package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.assignment.HandBack;
import dev.switchboard.conversation.assignment.UpdateConversation;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.desk.Details;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Netia: conversations")
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

    @Operation(
            summary = "Get a conversation",
            description = "With its customer, tags, mentions and latest 200 messages. Its version is its " + "ETag.")
    @GetMapping
    Mono<NetiaData<NetiaConversation>> one(
            Caller.InAccount caller, @PathVariable String id, ServerHttpResponse response) {
        return conversations
                .byId(NetiaCaller.reading(caller).accountId(), NetiaIds.ofPath(id))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(found -> shown(found, response));
    }

    @Operation(
            summary = "Update a conversation",
            description = "Changes status, priority, assignee, read, subject, metadata (key by key, null "
                    + "removes), snoozed_until, archived and tags; what is absent stays. With If-Match "
                    + "only while the conversation has the version of that ETag, else 409.")
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

    @Operation(
            summary = "Archive a conversation",
            description = "Takes it out of the lists until it is unarchived or its customer writes again. "
                    + "Its status stays.")
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
    @Operation(summary = "Unarchive a conversation", description = "Brings it back into the lists.")
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
    @Operation(
            summary = "Hand a conversation back to the bot",
            description = "409 where nobody but people answers in its inbox.")
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
