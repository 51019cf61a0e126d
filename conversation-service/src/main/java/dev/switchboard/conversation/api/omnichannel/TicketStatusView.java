package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.conversation.ticket.AgentReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What a chatbot asks for again and again.
@JsonNaming(SnakeCaseStrategy.class)
record TicketStatusView(
        String ticketId,
        String status,
        Instant lastUpdated,
        boolean hasAgentReply,
        @Nullable Reply lastAgentMessage) {
    @JsonNaming(SnakeCaseStrategy.class)
    record Reply(String messageId, Instant timestamp, String content) {}

    static TicketStatusView of(Conversation c, @Nullable AgentReply reply) {
        return new TicketStatusView(
                PublicId.TICKET.of(c.id()),
                OmnichannelWords.of(c.desk().status()),
                TicketView.updatedAt(c),
                reply != null,
                reply == null ? null : new Reply(PublicId.MESSAGE.of(reply.messageId()), reply.at(), reply.body()));
    }

    static TicketStatusView unanswered(Conversation c) {
        return of(c, null);
    }
}
