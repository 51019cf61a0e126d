package dev.switchboard.conversation.ticket;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.conversation.conversation.Conversation;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Mints the tokens that open one ticket to whoever asked for it, and nothing else. The gateway takes them for widget
/// tokens of a visitor of their own: no other visitor's proven identity has a bar.
@Component
public class PollTokens {
    private static final String PREFIX = "ticket|";

    private final Tokens tokens;
    private final TicketSettings settings;

    PollTokens(Tokens tokens, TicketSettings settings) {
        this.tokens = tokens;
        this.settings = settings;
    }

    public String of(Conversation ticket) {
        Caller.Visitor poller = new Caller.Visitor(
                ticket.accountId(),
                ticket.address().inboxId(),
                PREFIX + ticket.id(),
                ticket.id().toString(),
                true);
        return tokens.mint(Tokens.Audience.WIDGET, poller, settings.pollToken());
    }

    public static boolean opens(Caller.Visitor poller, UUID ticketId) {
        return poller.verified() && poller.identity().equals(PREFIX + ticketId);
    }
}
