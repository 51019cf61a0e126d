package dev.switchboard.conversation.visitor;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Mints the tokens by which a page proves later that it is the customer it introduced. The gateway takes them for
/// widget tokens: their identity is the customer's on the web, their thread the one conversation they open.
@Component
public class WidgetSessions {
    private final Tokens tokens;
    private final VisitorSettings settings;

    WidgetSessions(Tokens tokens, VisitorSettings settings) {
        this.tokens = tokens;
        this.settings = settings;
    }

    /// For all conversations of the identity.
    public String of(UUID accountId, UUID inboxId, String identity) {
        return mint(new Caller.Visitor(accountId, inboxId, identity, null, true));
    }

    /// For the conversation at the address, and no other.
    public String of(UUID accountId, Address address) {
        return mint(new Caller.Visitor(accountId, address.inboxId(), address.identity(), address.thread(), true));
    }

    private String mint(Caller.Visitor visitor) {
        return tokens.mint(Tokens.Audience.WIDGET, visitor, settings.session());
    }
}
