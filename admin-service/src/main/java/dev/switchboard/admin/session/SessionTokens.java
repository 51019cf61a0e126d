package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Mints the token of a login.
@Component
class SessionTokens {
    private final Tokens tokens;
    private final SessionSettings settings;

    SessionTokens(Tokens tokens, SessionSettings settings) {
        this.tokens = tokens;
        this.settings = settings;
    }

    Login login(User user, UUID sessionId, String renewToken) {
        Caller caller = new Caller.Agent(
                user.accountId(), user.id(), user.number(), user.name(), user.email(), user.role(), sessionId);
        return new Login(user, tokens.mint(Tokens.Audience.SESSION, caller, settings.lifetime()), renewToken);
    }
}
