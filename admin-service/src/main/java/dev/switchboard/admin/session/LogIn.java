package dev.switchboard.admin.session;

import dev.switchboard.admin.throttle.Throttle;
import dev.switchboard.admin.twofactor.CheckCode;
import dev.switchboard.admin.user.Passwords;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Opens a login for who knows the password, and has the second factor where there is one. A wrong password, an unknown
/// address and a user who is switched off get one and the same answer after the same work.
@Component
class LogIn {
    private final Users users;
    private final Passwords passwords;
    private final Throttle throttle;
    private final CheckCode checkCode;
    private final Logins logins;
    private final TransactionalOperator transaction;

    LogIn(
            Users users,
            Passwords passwords,
            Throttle throttle,
            CheckCode checkCode,
            Logins logins,
            TransactionalOperator transaction) {
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.checkCode = checkCode;
        this.logins = logins;
        this.transaction = transaction;
    }

    Mono<LoginOutcome> logIn(String email, String password) {
        return throttle.admit(Throttle.Kind.LOGIN, email)
                .then(users.credential(email).defaultIfEmpty(Users.Credential.NOBODY))
                .flatMap(credential -> prove(credential, password))
                .filter(User::active)
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ProblemCode.INVALID_CREDENTIALS, "Invalid email or password")))
                .flatMap(
                        user -> checkCode.isNeeded(user.id()).flatMap(needed -> needed ? challenge(user) : open(user)));
    }

    /// The second step. The challenge stays until its code is right or its time is up.
    Mono<Login> answer(String challengeId, String code) {
        return logins.challenges()
                .of(challengeId)
                .flatMap(challenge -> users.byId(challenge.accountId(), challenge.userId()))
                .filter(User::active)
                .switchIfEmpty(Mono.error(LogIn::over))
                .flatMap(user -> checkCode
                        .check(user.id(), code)
                        .onErrorResume(
                                Problem.class,
                                refusal -> noted(user.accountId(), user.id(), "code")
                                        .then(Mono.error(refusal)))
                        .then(Mono.defer(() -> meet(challengeId, user).as(transaction::transactional))));
    }

    private Mono<Login> meet(String challengeId, User user) {
        return logins.challenges()
                .meet(challengeId)
                .filter(met -> met)
                .switchIfEmpty(Mono.error(LogIn::over))
                .flatMap(_ -> opened(user));
    }

    private Mono<User> prove(Users.Credential credential, String password) {
        return passwords
                .matches(password, credential.passwordHash())
                .flatMap(right -> right || credential == Users.Credential.NOBODY
                        ? Mono.just(right)
                        : noted(credential.accountId(), credential.id(), "password")
                                .thenReturn(right))
                .filter(right -> right)
                .flatMap(_ -> users.byId(credential.accountId(), credential.id()));
    }

    private Mono<Void> noted(UUID account, UUID user, String factor) {
        return Mono.deferContextual(request -> {
            logins.refused().note(account, user, factor, request);
            return Mono.empty();
        });
    }

    private Mono<LoginOutcome> challenge(User user) {
        return logins.challenges().open(user).map(LoginOutcome.CodeNeeded::new);
    }

    private Mono<LoginOutcome> open(User user) {
        return opened(user).<LoginOutcome>map(LoginOutcome.LoggedIn::new).as(transaction::transactional);
    }

    private Mono<Login> opened(User user) {
        return logins.openSession()
                .open(user)
                .flatMap(login ->
                        throttle.forget(Throttle.Kind.LOGIN, user.email()).thenReturn(login));
    }

    private static Problem over() {
        return Problem.of(ProblemCode.INVALID_CREDENTIALS, "The challenge is over")
                .advise("Log in again.");
    }

    /// What a login becomes.
    @Component
    record Logins(OpenSession openSession, Challenges challenges, RefusedLogins refused) {}
}
