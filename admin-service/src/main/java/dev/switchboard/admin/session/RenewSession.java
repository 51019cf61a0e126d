package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Origin;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Exchanges a renew token for a new token of the same login. The renew token changes with it.
@Component
class RenewSession {
    private final Sessions sessions;
    private final Users users;
    private final SessionTokens tokens;

    RenewSession(Sessions sessions, Users users, SessionTokens tokens) {
        this.sessions = sessions;
        this.users = users;
        this.tokens = tokens;
    }

    Mono<Login> renew(String renewToken) {
        String next = Ids.secret();
        return Mono.deferContextual(context -> sessions.renew(renewToken, next, Device.of(Origin.of(context))))
                .flatMap(renewed -> users.byId(renewed.accountId(), renewed.userId())
                        .filter(User::active)
                        .map(user -> tokens.login(user, renewed.id(), next)))
                .switchIfEmpty(Mono.error(
                        () -> Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The renew token is invalid or has been used")
                                .advise("Log in again.")));
    }
}
