package dev.switchboard.admin.key;

import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.KeyKind;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Replaces a key by one with the same rights, while the old one is good for a little longer.
@Component
class RotateKey {
    private final ApiKeys keys;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;
    private final Clock clock;

    RotateKey(ApiKeys keys, Outbox outbox, TransactionalOperator transaction, Audit audit, Clock clock) {
        this.audit = audit;
        this.keys = keys;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @return fails with `FORBIDDEN` for a personal key of somebody else: its text is its owner's
    Mono<ApiKey.Minted> rotate(Caller.Agent caller, UUID id, Duration overlap) {
        Instant now = clock.instant();
        return keys.locked(caller.accountId(), id)
                .filter(key -> KeyRights.may(caller, key))
                .switchIfEmpty(Mono.error(KeyRights::notFound))
                .flatMap(key -> {
                    if (key.kind() == KeyKind.PERSONAL && !caller.userId().equals(key.userId())) {
                        return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Only its owner rotates a personal key"));
                    }
                    ApiKey.Rotation rotation = key.rotate(now, overlap);
                    List<AccountUpdated> facts = List.of(
                            rotation.old().fact(now), rotation.next().key().fact(now));
                    return keys.replaced(rotation.old())
                            .then(keys.insert(rotation.next().key()))
                            .then(outbox.tell(facts))
                            .then(audit.tell(
                                    key.accountId(),
                                    key.act("rotated")
                                            .changed(
                                                    "replaced_by",
                                                    null,
                                                    rotation.next().key().id())))
                            .thenReturn(rotation.next());
                })
                .as(transaction::transactional);
    }
}
