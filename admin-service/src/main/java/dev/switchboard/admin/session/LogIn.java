package dev.switchboard.admin.session;

import dev.switchboard.admin.user.Passwords;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Opens a login for who knows the password. A wrong password, an unknown address and a user who is switched off get
/// one and the same answer after the same work.
@Component
class LogIn {
    private final Users users;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Sessions sessions;
    private final SessionTokens tokens;
    private final TransactionalOperator transaction;

    LogIn(
            Users users,
            Passwords passwords,
            LoginThrottle throttle,
            Sessions sessions,
            SessionTokens tokens,
            TransactionalOperator transaction) {
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.tokens = tokens;
        this.transaction = transaction;
    }

    Mono<Login> logIn(String email, String password) {
        return throttle.admit(email)
                .then(users.credential(email).defaultIfEmpty(Users.Credential.NOBODY))
                .flatMap(credential -> prove(credential, password))
                .filter(User::active)
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ProblemCode.INVALID_CREDENTIALS, "Invalid email or password")))
                .flatMap(user -> open(user, email).as(transaction::transactional));
    }

    private Mono<User> prove(Users.Credential credential, String password) {
        return passwords
                .matches(password, credential.passwordHash())
                .filter(right -> right)
                .flatMap(_ -> users.byId(credential.accountId(), credential.id()));
    }

    private Mono<Login> open(User user, String email) {
        return sessions.open(user)
                .flatMap(opened -> users.loggedIn(user)
                        .then(throttle.forget(email))
                        .then(Mono.fromSupplier(() -> tokens.login(user, opened.sessionId(), opened.renewToken()))));
    }
}
