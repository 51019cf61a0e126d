package dev.switchboard.admin.people;

import dev.switchboard.admin.user.NewPassword;
import dev.switchboard.admin.user.NewUser;
import dev.switchboard.admin.user.Passwords;
import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Makes a user in the caller's account, with a password that the administrator chooses.
@Component
class AddUser {
    private final Users users;
    private final Passwords passwords;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;

    AddUser(Users users, Passwords passwords, Outbox outbox, TransactionalOperator transaction, Audit audit) {
        this.audit = audit;
        this.users = users;
        this.passwords = passwords;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    Mono<User> add(Caller.Agent caller, String email, String name, Role role, NewPassword password) {
        return Mono.fromSupplier(caller::accountToAdminister)
                .then(passwords.hash(password.text()))
                .flatMap(hash -> users.administratorsToChange(caller.accountId())
                        .collectList()
                        .doOnNext(all -> new RolePolicy(all).mayMake(caller, role))
                        .then(users.add(new NewUser(caller.accountId(), email, name, role.text(), hash)))
                        .flatMap(user -> outbox.tell(users.fact(user))
                                .then(audit.tell(
                                        caller.accountId(),
                                        Act.of("user.created", "user", user.id())
                                                .named(name)
                                                .changed("role", null, role.text())))
                                .thenReturn(user))
                        .as(transaction::transactional));
    }
}
