package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.identity.Origin;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Opens a login for a user who has proven who it is, in the running transaction.
@Component
public class OpenSession {
    private final Sessions sessions;
    private final Users users;
    private final SessionTokens tokens;

    OpenSession(Sessions sessions, Users users, SessionTokens tokens) {
        this.sessions = sessions;
        this.users = users;
        this.tokens = tokens;
    }

    public Mono<Login> open(User user) {
        return Mono.deferContextual(context -> sessions.open(user, Device.of(Origin.of(context))))
                .flatMap(opened -> users.loggedIn(user)
                        .then(Mono.fromSupplier(() -> tokens.login(user, opened.sessionId(), opened.renewToken()))));
    }
}
