package dev.switchboard.admin.subscription;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What conversation-service tells.
public final class WebhookFacts {
    public static final Instant AT = Instant.parse("2024-01-15T10:30:00Z");

    private WebhookFacts() {}

    public static MessageCreated said(UUID account, UUID conversation, long seq) {
        return message(account, conversation, seq, "Hello!", MessageCreated.Kind.REPLY, null);
    }

    public static MessageCreated note(UUID account, UUID conversation, long seq) {
        return message(account, conversation, seq, "a secret", MessageCreated.Kind.NOTE, "Jane Smith");
    }

    /// Said in one of the account's inboxes.
    public static MessageCreated said(UUID account, UUID conversation, long seq, UUID inbox) {
        return message(account, conversation, seq, "Hello!", MessageCreated.Kind.REPLY, null, inbox);
    }

    public static MessageCreated message(
            UUID account, UUID conversation, long seq, String body, MessageCreated.Kind kind, @Nullable String agent) {
        return message(account, conversation, seq, body, kind, agent, Ids.next());
    }

    private static MessageCreated message(
            UUID account,
            UUID conversation,
            long seq,
            String body,
            MessageCreated.Kind kind,
            @Nullable String agent,
            UUID inbox) {
        UUID customer = customerOf(conversation);
        Author author = agent == null ? Author.customer(customer, null) : Author.agent(Ids.next(), agent, 7);
        return new MessageCreated(
                Ids.next(),
                account,
                conversation,
                AT,
                Ids.next(),
                seq,
                seq + 1,
                Owner.BOT,
                0,
                new Address(inbox, Channel.WEB, "user-789|session-456", "session-456"),
                customer,
                author,
                kind,
                body,
                List.of(),
                List.of(),
                null,
                null,
                null,
                Map.of(),
                new Profile(null, null, null),
                null);
    }

    public static UUID customerOf(UUID conversation) {
        return new UUID(conversation.getMostSignificantBits(), ~conversation.getLeastSignificantBits());
    }
}
