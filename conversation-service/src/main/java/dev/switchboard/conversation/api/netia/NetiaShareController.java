package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.share.ShareConversation;
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
@RequestMapping("/api/conversations")
class NetiaShareController {
    private final ShareConversation shareConversation;
    private final NetiaViews views;

    NetiaShareController(ShareConversation shareConversation, NetiaViews views) {
        this.shareConversation = shareConversation;
        this.views = views;
    }

    /// @param token shown this once
    @JsonNaming(SnakeCaseStrategy.class)
    private record ShareView(boolean ok, String token, UUID conversationId, Instant expiresAt) {}

    @PostMapping("/{id}/share")
    Mono<NetiaData<ShareView>> share(Caller.InAccount caller, @PathVariable String id) {
        NetiaCaller desk = NetiaCaller.writing(caller);
        UUID conversationId = NetiaIds.ofPath(id);
        return shareConversation
                .share(desk.accountId(), conversationId, desk.id())
                .map(link -> new NetiaData<>(new ShareView(true, link.token(), conversationId, link.expiresAt())));
    }

    /// Ours: takes all links to it back.
    @DeleteMapping("/{id}/share")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revoke(Caller.InAccount caller, @PathVariable String id) {
        return shareConversation.revoke(NetiaCaller.writing(caller).accountId(), NetiaIds.ofPath(id));
    }

    @GetMapping("/shared")
    Mono<ResponseEntity<NetiaData<NetiaConversation>>> shared(
            Caller caller, @RequestParam Map<String, String> parameters) {
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
