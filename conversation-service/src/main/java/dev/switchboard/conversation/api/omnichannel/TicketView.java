package dev.switchboard.conversation.api.omnichannel;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.customer.Customer;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.conversation.ticket.TicketSource;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A ticket; what follows `timeline` is ours.
///
/// @param assignedAgentId null while nobody has it
/// @param timeline oldest first
/// @param pollToken given once, to whoever opened it
@JsonNaming(SnakeCaseStrategy.class)
record TicketView(
        String ticketId,
        Instant createdAt,
        Instant updatedAt,
        String status,
        String priority,
        @Nullable UUID assignedAgentId,
        List<String> tags,
        Source source,
        Person customer,
        String subject,
        List<TicketMessageView> timeline,
        long messageCount,
        long number,
        long version,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pollToken) {
    @JsonNaming(SnakeCaseStrategy.class)
    record Source(String channel, @Nullable String originPlatformId, boolean isBotHandoff) {
        /// A ticket that nobody opened as one comes from its channel.
        static Source of(Conversation c, @Nullable TicketSource said) {
            return said == null
                    ? new Source(OmnichannelWords.of(c.address().channel()), reached(c), wasHandedOver(c))
                    : new Source(OmnichannelWords.of(said.channel()), said.originPlatformId(), said.botHandoff());
        }

        private static boolean wasHandedOver(Conversation c) {
            return c.lease().epoch() > 1 && c.lease().owner() != Owner.BOT;
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Person(
            String internalId,
            @Nullable String name,
            @Nullable String primaryEmail,
            @Nullable String channelIdentity) {
        static Person of(Conversation c, @Nullable Customer customer, @Nullable TicketSource said) {
            return new Person(
                    PublicId.CUSTOMER.of(c.customerId()),
                    customer == null ? null : customer.name(),
                    customer == null ? null : customer.email(),
                    said == null ? reached(c) : said.identity());
        }
    }

    static TicketView of(
            Conversation c,
            @Nullable Customer customer,
            @Nullable TicketSource said,
            List<String> tags,
            List<Message> messages) {
        return new TicketView(
                PublicId.TICKET.of(c.id()),
                c.createdAt(),
                updatedAt(c),
                OmnichannelWords.of(c.desk().status()),
                c.desk().priority().wire(),
                c.lease().agentId(),
                tags,
                Source.of(c, said),
                Person.of(c, customer, said),
                subject(c),
                messages.stream().map(TicketMessageView::of).toList(),
                c.progress().lastSeq(),
                c.number(),
                c.progress().version(),
                null);
    }

    TicketView withPollToken(String token) {
        return new TicketView(
                ticketId,
                createdAt,
                updatedAt,
                status,
                priority,
                assignedAgentId,
                tags,
                source,
                customer,
                subject,
                timeline,
                messageCount,
                number,
                version,
                token);
    }

    /// A chat has no subject of its own.
    static String subject(Conversation c) {
        return c.subject() == null ? "Conversation #" + c.number() : c.subject();
    }

    static Instant updatedAt(Conversation c) {
        Instant spoken = c.progress().lastActivityAt();
        Instant closed = c.desk().closedAt();
        return closed == null || closed.isBefore(spoken) ? spoken : closed;
    }

    /// A visitor's identity on a page may open its conversation, and is nobody's to see.
    private static @Nullable String reached(Conversation c) {
        return switch (c.address().channel()) {
            case WEB, API, BOT, UNKNOWN -> null;
            case WHATSAPP, MESSENGER, X, SMS, EMAIL, SLACK, MATTERMOST, TELEGRAM, INTERCOM ->
                c.address().identity();
        };
    }
}
