package dev.switchboard.admin.session;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ends logins: their renew tokens are forgotten, and every gateway refuses their tokens until those run out.
@Component
public class CloseSessions {
    private final Sessions sessions;
    private final Outbox outbox;
    private final SessionSettings settings;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Audit audit;

    CloseSessions(
            Sessions sessions,
            Outbox outbox,
            SessionSettings settings,
            TransactionalOperator transaction,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.sessions = sessions;
        this.outbox = outbox;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// One login of the user. False when it was in force no more.
    Mono<Boolean> close(UUID accountId, UUID userId, UUID sessionId) {
        return end(accountId, sessions.close(accountId, userId, sessionId)).map(closed -> closed > 0);
    }

    /// Every login of the user but this one. Gives how many there were.
    Mono<Integer> closeOthers(UUID accountId, UUID userId, UUID kept) {
        return end(accountId, sessions.closeAll(accountId, userId, kept));
    }

    /// Every login of the user, in the running transaction where there is one.
    public Mono<Integer> closeAll(UUID accountId, UUID userId) {
        return end(accountId, sessions.closeAll(accountId, userId, null));
    }

    private Mono<Integer> end(UUID accountId, Flux<UUID> closed) {
        return closed.collectList().flatMap(ids -> tell(accountId, ids)).as(transaction::transactional);
    }

    private Mono<Integer> tell(UUID accountId, List<UUID> ids) {
        Instant now = clock.instant();
        Instant end = now.plus(settings.lifetime());
        return outbox.tell(ids.stream()
                        .map(id -> new AccountUpdated.SessionRevoked(Ids.next(), accountId, now, id, end))
                        .toList())
                .then(sessions.rememberRevoked(accountId, ids, end))
                .thenMany(Flux.fromIterable(ids)
                        .concatMap(id -> audit.tell(accountId, Act.of("session.ended", "session", id))))
                .then()
                .thenReturn(ids.size());
    }
}
