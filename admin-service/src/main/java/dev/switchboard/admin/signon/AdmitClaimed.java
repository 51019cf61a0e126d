package dev.switchboard.admin.signon;

import dev.switchboard.admin.user.NewUser;
import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Finds the user whom a token of the issuer means: by subject; the first time by the verified address, in the token's
/// own account only; or makes one, where that is set. The token's role becomes the user's, unless the account would be
/// left without an administrator.
@Component
class AdmitClaimed {
    private final SignOnIdentities identities;
    private final Users users;
    private final Outbox outbox;
    private final OidcSettings settings;
    private final TransactionalOperator transaction;

    AdmitClaimed(
            SignOnIdentities identities,
            Users users,
            Outbox outbox,
            OidcSettings settings,
            TransactionalOperator transaction) {
        this.identities = identities;
        this.users = users;
        this.outbox = outbox;
        this.settings = settings;
        this.transaction = transaction;
    }

    /// Fails with 403, always alike, for whoever is not to come in.
    Mono<User> admit(Claimed claimed) {
        return identities
                .user(settings.issuer(), claimed.subject())
                .flatMap(id -> users.byId(claimed.accountId(), id).switchIfEmpty(Mono.error(AdmitClaimed::refused)))
                .switchIfEmpty(Mono.defer(() -> firstTime(claimed)))
                .filter(User::active)
                .switchIfEmpty(Mono.error(AdmitClaimed::refused))
                .flatMap(user -> inItsRole(user, claimed))
                .as(transaction::transactional);
    }

    private Mono<User> firstTime(Claimed claimed) {
        String email = claimed.email();
        if (email == null) {
            return Mono.error(refused());
        }
        return users.byEmail(email)
                .switchIfEmpty(Mono.defer(() -> settings.provision() ? add(claimed, email) : Mono.empty()))
                .filter(user -> user.accountId().equals(claimed.accountId()))
                .filterWhen(user -> identities.link(settings.issuer(), claimed.subject(), user.id()))
                .switchIfEmpty(Mono.error(AdmitClaimed::refused));
    }

    private Mono<User> add(Claimed claimed, String email) {
        String role = claimed.role();
        if (role == null) {
            return Mono.empty();
        }
        String name = claimed.name() == null
                ? email.substring(0, email.indexOf('@') + 1).replace("@", "")
                : claimed.name();
        return users.accountName(claimed.accountId())
                .flatMap(_ -> users.add(new NewUser(
                        claimed.accountId(), email, name, Role.of(role).text(), null)))
                .flatMap(user -> outbox.tell(users.fact(user)).thenReturn(user));
    }

    private Mono<User> inItsRole(User user, Claimed claimed) {
        String role = claimed.role();
        if (role == null || role.equals(user.role())) {
            return Mono.just(user);
        }
        User next = user.withRole(Role.of(role).text());
        return users.administratorsToChange(user.accountId())
                .filter(other -> !other.id().equals(user.id()))
                .hasElements()
                .flatMap(others -> user.administers() && !next.administers() && !others
                        ? Mono.just(user)
                        : users.store(next).flatMap(outbox::tell).thenReturn(next));
    }

    private static Problem refused() {
        return Problem.of(ProblemCode.FORBIDDEN, "This sign-on opens no account here")
                .advise("Ask an administrator of your company.");
    }
}
