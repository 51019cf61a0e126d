package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.tag.TagChange;
import dev.switchboard.conversation.tag.TagConversation;
import dev.switchboard.conversation.tag.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The tags on a conversation.
@RestController
@Tag(name = "Netia: tags")
@RequestMapping("/api/conversations/{id}/tags")
class NetiaTaggingController {
    private final TagConversation tagConversation;
    private final Tags tags;
    private final NetiaViews views;

    NetiaTaggingController(TagConversation tagConversation, Tags tags, NetiaViews views) {
        this.tagConversation = tagConversation;
        this.tags = tags;
        this.views = views;
    }

    @Operation(
            summary = "Tag a conversation",
            description = "Adds a tag by tag_id, or several by name as tags; a name that no tag has makes "
                    + "one. Up to 50 on a conversation.")
    @PostMapping
    Mono<NetiaData<NetiaConversation>> add(
            Caller.InAccount caller,
            @PathVariable String id,
            @RequestBody NetiaTaggingRequest request,
            ServerHttpResponse response) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        UUID tagId = request.tagId();
        Mono<List<String>> names = tagId == null
                ? Mono.fromSupplier(request::names)
                : tags.byId(desk.accountId(), tagId)
                        .map(tag -> List.of(tag.name()))
                        .switchIfEmpty(Mono.error(() -> Problem.field("tag_id", "does not exist")));
        return names.flatMap(added -> change(desk, id, TagChange.adding(added), response));
    }

    /// A tag that is not on it is off it already.
    @Operation(summary = "Untag a conversation", description = "Takes a tag off; one that is not on it is off already.")
    @DeleteMapping("/{tagId}")
    Mono<NetiaData<NetiaConversation>> remove(
            Caller.InAccount caller, @PathVariable String id, @PathVariable String tagId, ServerHttpResponse response) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        return tags.byId(desk.accountId(), NetiaIds.ofPath(tagId))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(tag -> change(desk, id, TagChange.removing(List.of(tag.name())), response));
    }

    private Mono<NetiaData<NetiaConversation>> change(
            NetiaCaller desk, String id, TagChange change, ServerHttpResponse response) {
        return tagConversation
                .tag(desk.accountId(), NetiaIds.ofPath(id), desk.author(), change)
                .flatMap(changed -> shown(changed, response));
    }

    private Mono<NetiaData<NetiaConversation>> shown(Conversation conversation, ServerHttpResponse response) {
        NetiaVersion.tell(conversation, response);
        return views.conversation(conversation, List.of()).map(NetiaData::new);
    }
}
