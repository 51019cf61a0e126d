package dev.switchboard.admin.invitation;

import dev.switchboard.admin.session.Login;
import dev.switchboard.admin.session.OpenSession;
import dev.switchboard.admin.user.NewPassword;
import dev.switchboard.admin.user.NewUser;
import dev.switchboard.admin.user.Passwords;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Makes a user of whoever holds an invitation, and logs it in. Account, address and role are the invitation's.
@Component
public class AcceptInvitation {
    private final Invitations invitations;
    private final Users users;
    private final Passwords passwords;
    private final OpenSession openSession;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;

    AcceptInvitation(
            Invitations invitations,
            Users users,
            Passwords passwords,
            OpenSession openSession,
            Outbox outbox,
            TransactionalOperator transaction,
            Audit audit) {
        this.audit = audit;
        this.invitations = invitations;
        this.users = users;
        this.passwords = passwords;
        this.openSession = openSession;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /// Fails with 404 for a token that is unknown, used, revoked or too old, all alike.
    public Mono<Login> accept(String token, String name, NewPassword password) {
        return invitations
                .byToken(Digest.sha256(token).hex())
                .switchIfEmpty(Mono.error(AcceptInvitation::over))
                .flatMap(invitation -> passwords
                        .hash(password.text())
                        .flatMap(hash -> join(invitation, name, hash).as(transaction::transactional)));
    }

    private Mono<Login> join(Invitation invitation, String name, String hash) {
        return invitations
                .accept(invitation.id())
                .filter(accepted -> accepted)
                .switchIfEmpty(Mono.error(AcceptInvitation::over))
                .then(users.add(new NewUser(invitation.accountId(), invitation.email(), name, invitation.role(), hash)))
                .flatMap(user -> outbox.tell(users.fact(user))
                        .then(audit.tell(
                                user.accountId(),
                                Audit.user(user.id(), user.name()),
                                Act.of("invitation.accepted", "invitation", invitation.id())
                                        .changed("role", null, user.role())))
                        .then(openSession.open(user)));
    }

    private static Problem over() {
        return Problem.of(ProblemCode.NOT_FOUND, "The invitation is unknown, or good no more")
                .advise("Ask for a new one.");
    }
}
