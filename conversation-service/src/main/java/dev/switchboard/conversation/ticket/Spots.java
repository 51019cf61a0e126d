package dev.switchboard.conversation.ticket;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Chooses where tickets are held: where the channel reaches the customer, so that answers arrive there, or else in the
/// account's inbox for other systems or for pages.
@Component
class Spots {
    private static final int LONGEST = 500;

    private final Directory directory;

    Spots(Directory directory) {
        this.directory = directory;
    }

    /// @param conversationId names the thread of a ticket that no channel reaches
    Spot of(Opening opening, UUID conversationId) {
        UUID visitors = opening.origin().inboxId();
        if (visitors != null) {
            Inbox inbox = directory
                    .webInbox(opening.accountId(), visitors)
                    .orElseThrow(() -> Problem.of(ProblemCode.FORBIDDEN, "The credential opens no inbox for pages"));
            return new Spot(inbox, null, conversationId.toString());
        }
        TicketSource source = opening.origin().source();
        String named = named(source);
        return reached(opening.accountId(), source.channel(), named)
                .map(inbox -> new Spot(inbox, named, null))
                .orElseGet(() -> unreached(opening, label(opening, named), conversationId));
    }

    private Optional<Inbox> reached(UUID accountId, Channel channel, @Nullable String named) {
        return switch (channel) {
            case WEB, API, BOT, UNKNOWN -> Optional.empty();
            case WHATSAPP, MESSENGER, X, SMS, EMAIL, SLACK, MATTERMOST, TELEGRAM, INTERCOM ->
                named == null ? Optional.empty() : directory.inboxOf(accountId, channel);
        };
    }

    private Spot unreached(Opening opening, @Nullable String label, UUID conversationId) {
        UUID account = opening.accountId();
        Inbox inbox = directory
                .inboxOf(account, opening.origin().source().channel() == Channel.BOT ? Channel.BOT : Channel.API)
                .or(() -> directory.inboxOf(account, Channel.API))
                .or(() -> directory.webInbox(account))
                .orElseThrow(() -> Problem.of(ProblemCode.CONFLICT, "The account has no inbox for tickets")
                        .advise("Add an inbox for pages first."));
        return new Spot(inbox, label, conversationId.toString());
    }

    /// As the channel itself names the customer, so that its own messages find the same one.
    private static @Nullable String named(TicketSource source) {
        String given = source.identity() == null ? source.originPlatformId() : source.identity();
        if (given == null) {
            return null;
        }
        String named = switch (source.channel()) {
            case WHATSAPP -> given.replaceAll("\\D", "");
            case EMAIL -> given.toLowerCase(Locale.ROOT);
            case WEB, MESSENGER, X, SMS, SLACK, MATTERMOST, TELEGRAM, INTERCOM, BOT, API, UNKNOWN -> given;
        };
        if (named.isEmpty()) {
            throw Problem.field("customer.channel_identity", "is no identity of this channel");
        }
        return named;
    }

    /// Finds the same customer at the next ticket; where it came from says less of who it is than an address does. It
    /// has no bar, so that no visitor can take it for its own.
    private static @Nullable String label(Opening opening, @Nullable String named) {
        TicketSource source = opening.origin().source();
        String email = opening.profile().email();
        if (opening.customerId() != null || (named == null && email == null)) {
            return null;
        }
        String label = source.identity() == null && email != null
                ? "ticket:email:" + email.toLowerCase(Locale.ROOT)
                : "ticket:" + source.channel().name().toLowerCase(Locale.ROOT) + ":" + named;
        String stored = label.replace("%", "%25").replace("|", "%7C");
        if (stored.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw Problem.field("customer.channel_identity", "is too long");
        }
        return stored;
    }
}
