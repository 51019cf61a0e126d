package dev.switchboard.admin.passwordreset;

import dev.switchboard.admin.mail.Letter;
import dev.switchboard.admin.mail.Mails;
import dev.switchboard.admin.session.CloseSessions;
import dev.switchboard.admin.user.NewPassword;
import dev.switchboard.admin.user.Passwords;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Sets a new password for who holds a link. Every login of the user ends, and a mail says so. It logs nobody in: the
/// second factor is asked for as ever.
@Component
class ResetPassword {
    private static final Duration NOTICE = Duration.ofDays(1);

    private final Resets resets;
    private final Users users;
    private final Passwords passwords;
    private final CloseSessions closeSessions;
    private final Mails mails;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Audit audit;

    ResetPassword(
            Resets resets,
            Users users,
            Passwords passwords,
            CloseSessions closeSessions,
            Mails mails,
            TransactionalOperator transaction,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.resets = resets;
        this.users = users;
        this.passwords = passwords;
        this.closeSessions = closeSessions;
        this.mails = mails;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Fails with 404 for a token that is unknown, used or too old, all alike.
    Mono<User> reset(String token, NewPassword password) {
        return resets.target(token)
                .flatMap(target -> users.byId(target.accountId(), target.userId()))
                .filter(User::active)
                .switchIfEmpty(Mono.error(ResetPassword::over))
                .flatMap(user -> passwords
                        .hash(password.text())
                        .flatMap(hash -> set(token, user, hash).as(transaction::transactional)));
    }

    private Mono<User> set(String token, User user, String hash) {
        return resets.use(token)
                .filter(used -> used)
                .switchIfEmpty(Mono.error(ResetPassword::over))
                .then(resets.forget(user.id()))
                .then(users.setPassword(user.id(), hash))
                .then(closeSessions.closeAll(user.accountId(), user.id()))
                .then(mails.add(notice(user)))
                .then(audit.tell(
                        user.accountId(),
                        Audit.user(user.id(), user.name()),
                        Act.of("user.password_reset", "user", user.id())))
                .thenReturn(user);
    }

    private Letter notice(User user) {
        return new Letter(
                user.email(),
                "Your password was changed",
                List.of(
                        "The password of your account on Switchboard was set anew, and all your logins were ended.",
                        "If it was not you, ask an administrator of your account at once."),
                null,
                clock.instant().plus(NOTICE));
    }

    private static Problem over() {
        return Problem.of(ProblemCode.NOT_FOUND, "The link is unknown, or good no more")
                .advise("Ask for a new one.");
    }
}
