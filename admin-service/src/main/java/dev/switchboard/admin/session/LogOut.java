package dev.switchboard.admin.session;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Ends a login: its renew token is forgotten, and every gateway refuses its token until that runs out.
@Component
class LogOut {
    private final Sessions sessions;
    private final Outbox outbox;
    private final SessionSettings settings;
    private final TransactionalOperator transaction;
    private final Clock clock;

    LogOut(Sessions sessions, Outbox outbox, SessionSettings settings, TransactionalOperator transaction, Clock clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Void> logOut(Caller.Agent caller) {
        return sessions.close(caller.accountId(), caller.sessionId())
                .flatMap(open -> open ? outbox.tell(revoked(caller)) : Mono.empty())
                .as(transaction::transactional);
    }

    private AccountUpdated.SessionRevoked revoked(Caller.Agent caller) {
        return new AccountUpdated.SessionRevoked(
                Ids.next(),
                caller.accountId(),
                clock.instant(),
                caller.sessionId(),
                clock.instant().plus(settings.lifetime()));
    }
}
