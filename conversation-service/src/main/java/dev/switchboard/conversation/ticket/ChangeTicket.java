package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.assignment.UpdateConversation;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// The desk changes a ticket, where it wants that only as long as the ticket is as it has seen it.
@Service
public class ChangeTicket {
    private final Conversations conversations;
    private final UpdateConversation updateConversation;

    ChangeTicket(Conversations conversations, UpdateConversation updateConversation) {
        this.conversations = conversations;
        this.updateConversation = updateConversation;
    }

    /// @param expected the version that the desk has seen; null changes whatever is there
    @Transactional
    public Mono<Conversation> change(UUID accountId, UUID ticketId, @Nullable Long expected, Author by, Change change) {
        return conversations
                .lock(accountId, ticketId)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Ticket")))
                .flatMap(held -> expected == null || expected == held.progress().version()
                        ? updateConversation.update(accountId, ticketId, by, change)
                        : Mono.error(overtaken(held)));
    }

    private static Problem overtaken(Conversation held) {
        UUID agent = held.lease().agentId();
        String owner = agent == null
                ? "nobody (owner: " + held.lease().owner().name().toLowerCase(Locale.ROOT) + ")"
                : agent.toString();
        return Problem.of(
                        ProblemCode.CONFLICT,
                        "The ticket was changed meanwhile: it is assigned to " + owner + " and at version "
                                + held.progress().version())
                .advise("Read the ticket again and repeat the request with its ETag.");
    }
}
