package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.ticket.PollTokens;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds a ticket for the desk, or for whoever has its poll token; for anybody else there is none.
@Component
class TicketReader {
    private final Conversations conversations;

    TicketReader(Conversations conversations) {
        this.conversations = conversations;
    }

    Mono<Conversation> read(Caller.InAccount caller, String id) {
        UUID ticketId = OmnichannelIds.ticket(id);
        boolean opens = switch (caller) {
            case Caller.Staff _ -> true;
            case Caller.Visitor visitor -> PollTokens.opens(visitor, ticketId);
        };
        Mono<Conversation> found = opens ? conversations.byId(caller.accountId(), ticketId) : Mono.empty();
        return found.switchIfEmpty(Mono.error(OmnichannelIds::noTicket));
    }
}
