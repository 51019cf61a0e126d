package dev.switchboard.admin.people;

import dev.switchboard.admin.session.CloseSessions;
import dev.switchboard.admin.twofactor.ChangeFactor;
import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Changes a user of the caller's account. One change of an account's people comes after the other; whoever loses
/// access loses the logins in the same transaction.
@Component
class ChangePeople {
    private final Users users;
    private final CloseSessions closeSessions;
    private final ChangeFactor changeFactor;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;

    ChangePeople(
            Users users,
            CloseSessions closeSessions,
            ChangeFactor changeFactor,
            Outbox outbox,
            TransactionalOperator transaction,
            Audit audit) {
        this.audit = audit;
        this.users = users;
        this.closeSessions = closeSessions;
        this.changeFactor = changeFactor;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /// Open sockets of another role close and come back with the new one.
    Mono<User> giveRole(Caller.Agent caller, UserRef ref, Role role) {
        return change(
                "role_changed",
                caller,
                ref,
                (policy, user) -> policy.mayGive(caller, user, role),
                user -> stored(user.withRole(role.text())));
    }

    Mono<User> disable(Caller.Agent caller, UserRef ref) {
        return change(
                "disabled",
                caller,
                ref,
                (policy, user) -> policy.maySwitchOff(caller, user),
                user -> loggedOut(user).then(stored(user.disable())));
    }

    Mono<User> enable(Caller.Agent caller, UserRef ref) {
        return change(
                "enabled", caller, ref, (policy, user) -> policy.mayTouch(caller, user), user -> stored(user.enable()));
    }

    Mono<User> delete(Caller.Agent caller, UserRef ref) {
        return change(
                "deleted",
                caller,
                ref,
                (policy, user) -> policy.maySwitchOff(caller, user),
                user -> loggedOut(user)
                        .then(changeFactor.remove(user.id()))
                        .then(users.delete(user))
                        .flatMap(outbox::tell)
                        .thenReturn(user.disable()));
    }

    /// For somebody who has lost app and recovery codes; the password is asked for as before.
    Mono<User> removeSecondFactor(Caller.Agent caller, UserRef ref) {
        return change(
                "second_factor_removed",
                caller,
                ref,
                (policy, user) -> policy.mayTouch(caller, user),
                user -> changeFactor.remove(user.id()).then(loggedOut(user)).thenReturn(user));
    }

    private Mono<User> change(
            String done,
            Caller.Agent caller,
            UserRef ref,
            BiConsumer<RolePolicy, User> check,
            Function<User, Mono<User>> act) {
        return Mono.fromSupplier(caller::accountToAdminister)
                .flatMap(account -> users.administratorsToChange(account).collectList())
                .map(RolePolicy::new)
                .flatMap(policy -> users.byNumber(caller.accountId(), ref.number())
                        .switchIfEmpty(Mono.error(UserRef::notFound))
                        .doOnNext(user -> check.accept(policy, user)))
                .flatMap(user -> act.apply(user)
                        .flatMap(next -> audit.tell(caller.accountId(), said(done, user, next))
                                .thenReturn(next)))
                .as(transaction::transactional);
    }

    private static Act said(String done, User before, User after) {
        return Act.of("user." + done, "user", before.id())
                .named(before.name())
                .changed("role", before.role(), after.role())
                .changed("active", before.active(), after.active());
    }

    private Mono<User> stored(User user) {
        Mono<AccountUpdated.User> fact = users.store(user);
        return fact.flatMap(outbox::tell).thenReturn(user);
    }

    private Mono<Integer> loggedOut(User user) {
        return closeSessions.closeAll(user.accountId(), user.id());
    }
}
