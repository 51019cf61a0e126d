package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.share.ShareConversation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A conversation for whoever has its link: its messages without notes, and nothing by which to reach its customer.
@RestController
@Tag(name = "Netia: conversations")
@RequestMapping("/api/conversations")
class NetiaShareController {
    private final ShareConversation shareConversation;
    private final NetiaViews views;
    private final Audit audit;

    NetiaShareController(ShareConversation shareConversation, NetiaViews views, Audit audit) {
        this.audit = audit;
        this.shareConversation = shareConversation;
        this.views = views;
    }

    /// @param token shown this once
    @JsonNaming(SnakeCaseStrategy.class)
    private record ShareView(boolean ok, String token, UUID conversationId, Instant expiresAt) {}

    @Operation(
            summary = "Share a conversation",
            description = "A token that shows it to anybody for a day. The token is shown this once.")
    @PostMapping("/{id}/share")
    Mono<NetiaData<ShareView>> share(Caller.InAccount caller, @PathVariable String id) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        UUID conversationId = NetiaIds.ofPath(id);
        return audit.doing(
                        desk.accountId(),
                        shareConversation.share(desk.accountId(), conversationId, desk.id()),
                        _ -> Act.of("conversation.shared", "conversation", conversationId))
                .map(link -> new NetiaData<>(new ShareView(true, link.token(), conversationId, link.expiresAt())));
    }

    /// Ours: takes all links to it back.
    @Operation(summary = "Take a conversation's links back", description = "All of its share tokens end at once.")
    @DeleteMapping("/{id}/share")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revoke(Caller.InAccount caller, @PathVariable String id) {
        UUID account = NetiaCaller.writing(caller).accountId();
        UUID conversation = NetiaIds.ofPath(id);
        return audit.doing(
                account,
                shareConversation.revoke(account, conversation),
                Act.of("conversation.share_revoked", "conversation", conversation));
    }

    @Operation(
            summary = "See a shared conversation",
            description = "Public: what was said, without notes, labels and the customer's data. 404 for an "
                    + "unknown, expired or revoked token.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "token", description = "The share token"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "conversation_id",
                        description = "Must be the token's, where it is given")
            })
    @GetMapping("/shared")
    Mono<ResponseEntity<NetiaData<NetiaConversation>>> shared(
            Caller caller, @Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        NetiaQuery query = new NetiaQuery(parameters);
        String token = query.text("token");
        if (token == null) {
            return Mono.error(Problem.field("token", "can't be blank"));
        }
        return shareConversation
                .shown(token, query.id("conversation_id"))
                .flatMap(views::forReader)
                .map(view -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .header("Referrer-Policy", "no-referrer")
                        .body(new NetiaData<>(view)));
    }
}
