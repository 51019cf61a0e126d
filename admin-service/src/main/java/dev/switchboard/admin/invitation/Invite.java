package dev.switchboard.admin.invitation;

import dev.switchboard.admin.mail.Letter;
import dev.switchboard.admin.mail.Mails;
import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Invites somebody by e-mail. The token is in the mail alone, so that whoever accepts has the mailbox.
@Component
class Invite {
    private final Invitations invitations;
    private final Users users;
    private final Mails mails;
    private final InvitationSettings settings;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Audit audit;

    Invite(
            Invitations invitations,
            Users users,
            Mails mails,
            InvitationSettings settings,
            TransactionalOperator transaction,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.invitations = invitations;
        this.users = users;
        this.mails = mails;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// In place of an earlier invitation of the same address.
    Mono<Invitation> invite(Caller.Agent caller, String email, Role role) {
        String address = email.toLowerCase(Locale.ROOT);
        return users.byEmail(address)
                .filter(user -> user.accountId().equals(caller.accountId()))
                .flatMap(_ -> Mono.<Invitation>error(Problem.of(
                        ProblemCode.CONFLICT, "Somebody with this e-mail address is in the account already")))
                .switchIfEmpty(Mono.defer(() -> room(caller).then(Mono.defer(() -> add(caller, address, role)))))
                .as(transaction::transactional);
    }

    private Mono<Void> room(Caller.Agent caller) {
        return invitations
                .open(caller.accountId())
                .flatMap(open -> open < settings.open()
                        ? Mono.empty()
                        : Mono.error(Problem.of(ProblemCode.CONFLICT, "There are " + open + " open invitations")
                                .advise("Revoke some of them first.")));
    }

    private Mono<Invitation> add(Caller.Agent caller, String email, Role role) {
        String token = Ids.secret();
        Instant now = clock.instant();
        Invitation invitation = new Invitation(
                Ids.next(),
                caller.accountId(),
                email,
                role.text(),
                now,
                now.plus(settings.lifetime()),
                null,
                null,
                null,
                null);
        return invitations
                .revokeFor(caller.accountId(), email)
                .then(users.accountName(caller.accountId()))
                .flatMap(company -> mails.add(letter(caller, company, invitation, token)))
                .flatMap(
                        mail -> invitations.add(invitation, Digest.sha256(token).hex(), mail, caller.userId()))
                .then(audit.tell(
                        caller.accountId(),
                        Act.of("invitation.made", "invitation", invitation.id())
                                .named(email)
                                .changed("role", null, role.text())))
                .thenReturn(invitation);
    }

    private Letter letter(Caller.Agent caller, String company, Invitation invitation, String token) {
        return new Letter(
                invitation.email(),
                "Join " + company + " on Switchboard",
                List.of(
                        caller.name() + " invites you to answer the customers of " + company + ".",
                        "The invitation is good for " + settings.lifetime().toDays()
                                + " days. If you did not expect it, leave it.",
                        "Without the console, the code of the invitation is: " + token),
                new Letter.Link("Accept the invitation", "/app/invitation#token=" + token),
                invitation.expiresAt());
    }
}
