package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.conversation.Conversations;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// For the gateway's Netia sockets, which show a changed conversation to whoever may see it.
@RestController
class NetiaInternalController {
    private final Conversations conversations;
    private final NetiaViews views;

    NetiaInternalController(Conversations conversations, NetiaViews views) {
        this.conversations = conversations;
        this.views = views;
    }

    @GetMapping("/internal/conversations/{id}")
    Mono<NetiaToldConversation> told(Caller.Operator caller, @PathVariable UUID id, @RequestParam UUID accountId) {
        return conversations.byId(accountId, id).flatMap(views::told).switchIfEmpty(Mono.error(NetiaIds::notFound));
    }
}
