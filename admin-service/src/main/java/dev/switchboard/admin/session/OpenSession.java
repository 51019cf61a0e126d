package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Origin;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Opens a login for a user who has proven who it is, in the running transaction.
@Component
public class OpenSession {
    private final Sessions sessions;
    private final Users users;
    private final SessionTokens tokens;
    private final Audit audit;

    OpenSession(Sessions sessions, Users users, SessionTokens tokens, Audit audit) {
        this.audit = audit;
        this.sessions = sessions;
        this.users = users;
        this.tokens = tokens;
    }

    public Mono<Login> open(User user) {
        return Mono.deferContextual(context -> sessions.open(user, Device.of(Origin.of(context))))
                .flatMap(opened -> users.loggedIn(user)
                        .then(audit.tell(
                                user.accountId(),
                                Audit.user(user.id(), user.name()),
                                Act.of("session.opened", "session", opened.sessionId())))
                        .then(Mono.fromSupplier(() -> tokens.login(user, opened.sessionId(), opened.renewToken()))));
    }

    /// Takes a token of another issuer as a login, which can be listed and ended as any other. Fails with 401 once that
    /// was ended.
    public Mono<UUID> adopt(User user, String token, Instant expiresAt) {
        UUID id = UUID.nameUUIDFromBytes(Digest.sha256(token).hex().getBytes(StandardCharsets.US_ASCII));
        return sessions.adopt(user, id, expiresAt)
                .filter(adopted -> adopted)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The login has ended")
                        .advise("Sign on again.")))
                .thenReturn(id);
    }
}
