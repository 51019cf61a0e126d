package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.identity.Caller;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// For the gateway, in the name of an agent at a socket.
@RestController
class SeenController {
    private final SeeConversation seeConversation;

    SeenController(SeeConversation seeConversation) {
        this.seeConversation = seeConversation;
    }

    @PostMapping("/internal/conversations/{id}/seen")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> seen(Caller.Agent caller, @PathVariable UUID id) {
        Author agent = Author.agent(caller.userId(), caller.name(), caller.number());
        return seeConversation.see(caller.accountToChange(), id, agent);
    }
}
