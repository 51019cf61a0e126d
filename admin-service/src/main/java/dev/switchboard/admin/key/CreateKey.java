package dev.switchboard.admin.key;

import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AccountUpdated.KeyKind;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Scopes;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Makes a key. Everybody may have personal ones, the account's keys are an administrator's.
@Component
class CreateKey {
    private static final int MOST = 200;

    private final ApiKeys keys;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Audit audit;
    private final Clock clock;

    CreateKey(ApiKeys keys, Outbox outbox, TransactionalOperator transaction, Audit audit, Clock clock) {
        this.audit = audit;
        this.keys = keys;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// What is asked for.
    record Wish(
            KeyKind kind,
            String name,
            @Nullable UUID inboxId,
            @Nullable List<String> scopes,
            @Nullable Instant expiresAt) {}

    Mono<ApiKey.Minted> create(Caller.Agent caller, Wish wish) {
        Instant now = clock.instant();
        UUID account = wish.kind() == KeyKind.PERSONAL ? caller.accountId() : KeyRights.administered(caller);
        if (wish.expiresAt() != null && !now.isBefore(wish.expiresAt())) {
            throw Problem.field("expires_at", "must be in the future");
        }
        if ((wish.kind() == KeyKind.PUBLISHABLE) != (wish.inboxId() != null)) {
            throw Problem.field("inbox_id", "is what a publishable key opens, and no other");
        }
        ApiKey.Minted minted = ApiKey.mint(
                account,
                wish.kind(),
                wish.name(),
                wish.inboxId(),
                wish.kind() == KeyKind.PERSONAL ? caller.userId() : null,
                scopes(wish),
                now,
                wish.expiresAt());
        return keys.open(account)
                .filter(count -> count < MOST)
                .switchIfEmpty(Mono.error(() ->
                        Problem.field("api_key", "is one too many: an account has at most " + MOST + " at a time")))
                .then(Mono.defer(() -> keys.insert(minted.key())))
                .switchIfEmpty(Mono.error(() -> Problem.field("inbox_id", "does not exist")))
                .flatMap(key -> outbox.tell(key.fact(now))
                        .then(audit.tell(account, key.act("created").changed("scopes", null, key.scopes()))))
                .as(transaction::transactional)
                .thenReturn(minted);
    }

    private static List<String> scopes(Wish wish) {
        return switch (wish.kind()) {
            case PUBLISHABLE -> {
                if (wish.scopes() != null && !wish.scopes().isEmpty()) {
                    throw Problem.field("scopes", "are not for a publishable key, which acts as a visitor");
                }
                yield List.of();
            }
            case PERSONAL -> wish.scopes() == null ? List.of(Scopes.ALL) : named(wish.scopes());
            case SECRET -> {
                if (wish.scopes() == null) {
                    throw Problem.field("scopes", "can't be blank");
                }
                yield named(wish.scopes());
            }
        };
    }

    private static List<String> named(List<String> scopes) {
        if (scopes.isEmpty()) {
            throw Problem.field("scopes", "can't be blank");
        }
        return KeyScopes.checked(scopes);
    }
}
