package dev.switchboard.admin.audit;

import dev.switchboard.common.contract.AuditRecorded;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// From where keys have been used. Gateways tell of a use whenever it is new to them; it is an entry once.
@Repository
class KeyAddresses {
    private final DatabaseClient database;

    KeyAddresses(DatabaseClient database) {
        this.database = database;
    }

    /// The facts without those uses of a key that are known already.
    Mono<List<AuditRecorded>> news(List<AuditRecorded> facts) {
        return Flux.fromIterable(facts)
                .concatMap(fact -> fact.action().equals(AuditRecorded.KEY_USED)
                        ? isNew(fact).filter(fresh -> fresh).map(_ -> fact)
                        : Mono.just(fact))
                .collectList();
    }

    private Mono<Boolean> isNew(AuditRecorded fact) {
        return insert(
                        fact.accountId(),
                        fact.thing().id() == null ? "" : fact.thing().id(),
                        fact.address(),
                        fact.occurredAt())
                .map(rows -> rows == 1);
    }

    private Mono<Long> insert(UUID accountId, String keyId, @Nullable String address, Instant at) {
        return database.sql("""
                        INSERT INTO key_address (account_id, key_id, address, first_seen) VALUES ($1, $2, $3, $4)
                        ON CONFLICT DO NOTHING
                        """)
                .bind(0, accountId)
                .bind(1, keyId)
                .bind(2, address == null ? "" : address)
                .bind(3, at)
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> forgetBefore(Instant instant) {
        return database.sql("DELETE FROM key_address WHERE first_seen < $1")
                .bind(0, instant)
                .then();
    }
}
