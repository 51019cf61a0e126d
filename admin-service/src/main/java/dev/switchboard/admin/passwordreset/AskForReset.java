package dev.switchboard.admin.passwordreset;

import dev.switchboard.admin.mail.Letter;
import dev.switchboard.admin.mail.Mails;
import dev.switchboard.admin.throttle.Throttle;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Sends a link that sets a new password. An address that nobody has, or whose user is switched off, gets the same
/// answer after the same work: a link that opens nothing, and a mail to nobody.
@Component
class AskForReset {
    private final Users users;
    private final Resets resets;
    private final Mails mails;
    private final Throttle throttle;
    private final ResetSettings settings;
    private final TransactionalOperator transaction;
    private final Clock clock;

    AskForReset(
            Users users,
            Resets resets,
            Mails mails,
            Throttle throttle,
            ResetSettings settings,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.resets = resets;
        this.mails = mails;
        this.throttle = throttle;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Void> ask(String email) {
        return throttle.admit(Throttle.Kind.RESET, email)
                .then(users.byEmail(email)
                        .filter(User::active)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .flatMap(user -> send(user.orElse(null)).as(transaction::transactional));
    }

    private Mono<Void> send(@Nullable User user) {
        String token = Ids.secret();
        Instant end = clock.instant().plus(settings.lifetime());
        return resets.add(token, user, end)
                .then(mails.add(letter(user, token, end)))
                .then();
    }

    private Letter letter(@Nullable User user, String token, Instant end) {
        return new Letter(
                user == null ? "" : user.email(),
                "Set a new password",
                List.of(
                        "Somebody asked for a new password for your account on Switchboard.",
                        "The link is good for " + settings.lifetime().toMinutes()
                                + " minutes and once. If it was not you, leave it: nothing has changed.",
                        "Without the console, the code is: " + token),
                new Letter.Link("Set a new password", "/app/reset-password#token=" + token),
                end);
    }
}
