package dev.switchboard.admin.key;

import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Ends a key for good; the gateways and their sockets hear it from the fact. To revoke twice is harmless.
@Component
class RevokeKey {
    private final ApiKeys keys;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;
    private final Clock clock;

    RevokeKey(ApiKeys keys, Outbox outbox, TransactionalOperator transaction, Audit audit, Clock clock) {
        this.audit = audit;
        this.keys = keys;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Void> revoke(Caller.Agent caller, UUID id) {
        Instant now = clock.instant();
        return keys.byId(caller.accountId(), id)
                .filter(key -> KeyRights.may(caller, key))
                .switchIfEmpty(Mono.error(KeyRights::notFound))
                .flatMap(key -> keys.revoke(key.accountId(), key.id(), now))
                .flatMap(key -> outbox.tell(key.fact(now)).then(audit.tell(key.accountId(), key.act("revoked"))))
                .as(transaction::transactional);
    }
}
