package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.api.Faults;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.message.PostMessage.Posting;
import dev.switchboard.conversation.ticket.RelayCustomer.Relayed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message for a ticket.
///
/// @param senderType agent (default), or customer where another system tells what the customer said to it
/// @param visibility public (default), or internal for colleagues only
@JsonNaming(SnakeCaseStrategy.class)
record TicketMessageRequest(
        @Nullable String content,
        @Nullable String senderType,
        @Nullable String visibility,
        @Nullable List<@Nullable Object> attachments) {
    private static final Map<String, Author.Kind> SENDERS =
            Map.of("agent", Author.Kind.AGENT, "customer", Author.Kind.CUSTOMER);
    private static final Map<String, Kind> VISIBILITIES = Map.of("public", Kind.REPLY, "internal", Kind.NOTE);

    /// A request that is in order.
    ///
    /// @param key null where the client has not named it
    record Checked(
            String content,
            boolean byCustomer,
            Kind kind,
            @Nullable String key) {
        Posting toPosting(OmnichannelCaller desk, UUID ticketId) {
            DeduplicationKey name = key == null ? null : DeduplicationKey.ofCaller(desk.accountId(), desk.id(), key);
            return new Posting(desk.accountId(), ticketId, desk.author(), kind, content, name);
        }

        Relayed toRelayed(OmnichannelCaller desk, UUID ticketId) {
            String name = "relayed:" + desk.id() + ":" + (key == null ? Ids.next() : key);
            return new Relayed(desk.accountId(), ticketId, name, content);
        }
    }

    Checked checked(@Nullable String idempotencyKey) {
        Faults faults = new Faults();
        String text = faults.text("content", content, TicketCreateRequest.LONGEST_BODY);
        Author.Kind sender = faults.one("sender_type", senderType, SENDERS);
        Kind kind = faults.one("visibility", visibility, VISIBILITIES);
        boolean byCustomer = sender == Author.Kind.CUSTOMER;
        if (byCustomer && kind == Kind.NOTE) {
            faults.wrong("visibility", "is public where a customer writes");
        }
        if (attachments != null && !attachments.isEmpty()) {
            faults.wrong("attachments", "are not taken here");
        }
        String key = faults.label("idempotency-key", idempotencyKey, TicketCreateRequest.LONGEST_KEY);
        faults.refuse();
        return new Checked(text, byCustomer, kind == null ? Kind.REPLY : kind, key);
    }
}
