package dev.switchboard.admin.registration;

import dev.switchboard.admin.account.Accounts;
import dev.switchboard.admin.inbox.InboxRequest;
import dev.switchboard.admin.inbox.Inboxes;
import dev.switchboard.admin.session.Login;
import dev.switchboard.admin.session.OpenSession;
import dev.switchboard.admin.user.NewPassword;
import dev.switchboard.admin.user.NewUser;
import dev.switchboard.admin.user.Passwords;
import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Makes an account with its owner and a first inbox for pages, and logs the owner in.
@Component
class RegisterCompany {
    private final RegistrationSettings settings;
    private final Parts parts;
    private final Passwords passwords;
    private final OpenSession openSession;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;

    RegisterCompany(
            RegistrationSettings settings,
            Parts parts,
            Passwords passwords,
            OpenSession openSession,
            Outbox outbox,
            TransactionalOperator transaction,
            Audit audit) {
        this.audit = audit;
        this.settings = settings;
        this.parts = parts;
        this.passwords = passwords;
        this.openSession = openSession;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    Mono<Login> register(String company, String email, String name, NewPassword password) {
        if (!settings.open()) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Registration is closed")
                    .advise("Ask an administrator of your company for an invitation."));
        }
        return passwords
                .hash(password.text())
                .flatMap(hash -> store(company, email, name, hash).as(transaction::transactional))
                .onErrorMap(RegisterCompany::isTaken, _ -> Problem.field("email", "has already been taken"));
    }

    private Mono<Login> store(String company, String email, String name, String hash) {
        UUID account = Ids.next();
        InboxRequest web = new InboxRequest(
                Ids.next(), "Web chat", Channel.WEB, AccountUpdated.Responder.AI, false, List.of(), null);
        return parts.accounts()
                .upsert(account, company)
                .flatMap(told -> parts.users()
                        .add(new NewUser(account, email, name, Role.OWNER.text(), hash))
                        .flatMap(owner -> parts.inboxes()
                                .upsert(account, web)
                                .flatMap(inbox ->
                                        outbox.tell(List.of(told, parts.users().fact(owner), inbox)))
                                .then(audit.tell(
                                        account,
                                        Audit.user(owner.id(), owner.name()),
                                        Act.of("account.registered", "account", account)))
                                .then(openSession.open(owner))));
    }

    private static boolean isTaken(Throwable error) {
        return error instanceof Problem problem && problem.code() == ProblemCode.CONFLICT;
    }

    /// What an account begins with.
    @Component
    record Parts(Accounts accounts, Users users, Inboxes inboxes) {}
}
