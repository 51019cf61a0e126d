package dev.switchboard.admin.audit;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The chains of all accounts. Who adds to one holds its head's row, so that entries have one order.
@Repository
class AuditChains {
    private static final String HEAD =
            "SELECT account_id, number, hash, floor_number, floor_hash, seal FROM audit_chain WHERE account_id = $1";

    private final DatabaseClient database;
    private final Seal seal;

    AuditChains(DatabaseClient database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// Adds entries in the running transaction, accounts always in the same order.
    Mono<Void> add(List<AuditRecorded> facts) {
        Map<UUID, List<AuditRecorded>> accounts = new TreeMap<>();
        facts.forEach(fact -> accounts.computeIfAbsent(fact.accountId(), _ -> new ArrayList<>())
                .add(fact));
        return Flux.fromIterable(accounts.entrySet())
                .concatMap(account -> locked(account.getKey()).flatMap(head -> append(head, account.getValue())))
                .then();
    }

    /// The head of a chain, which is begun where there is none, held until the transaction ends.
    Mono<Head> locked(UUID accountId) {
        Head first = seal.on(Head.of(accountId));
        return database.sql("""
                        INSERT INTO audit_chain (account_id, number, hash, floor_number, floor_hash, seal)
                        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                        """)
                .bind(0, accountId)
                .bind(1, first.number())
                .bind(2, first.hash())
                .bind(3, first.floorNumber())
                .bind(4, first.floorHash())
                .bind(5, first.seal())
                .then()
                .then(database.sql(HEAD + " FOR UPDATE")
                        .bind(0, accountId)
                        .mapProperties(Head.class)
                        .one());
    }

    Mono<Head> head(UUID accountId) {
        return database.sql(HEAD).bind(0, accountId).mapProperties(Head.class).one();
    }

    Flux<UUID> accounts() {
        return database.sql("SELECT account_id FROM audit_chain ORDER BY account_id")
                .mapValue(UUID.class)
                .all();
    }

    /// @param head locked
    Mono<Head> append(Head head, List<AuditRecorded> facts) {
        List<Link> links = new ArrayList<>(facts.size());
        Head now = head;
        for (AuditRecorded fact : facts) {
            Link link = Link.after(now.number(), now.hash(), fact.occurredAt(), WireJson.write(fact));
            links.add(link);
            now = now.at(link);
        }
        return database.sql("""
                        INSERT INTO audit_entry (account_id, number, occurred_at, entry, hash)
                        SELECT $1, * FROM unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[])
                        """)
                .bind(0, head.accountId())
                .bind(1, links.stream().map(Link::number).toArray(Long[]::new))
                .bind(2, links.stream().map(Link::occurredAt).toArray(Instant[]::new))
                .bind(3, links.stream().map(Link::entry).toArray(String[]::new))
                .bind(4, links.stream().map(Link::hash).toArray(String[]::new))
                .then()
                .then(move(now));
    }

    /// @return the head as it is sealed now
    Mono<Head> move(Head head) {
        Head sealed = seal.on(head);
        return database.sql("""
                        UPDATE audit_chain SET number = $2, hash = $3, floor_number = $4, floor_hash = $5, seal = $6
                        WHERE account_id = $1
                        """)
                .bind(0, sealed.accountId())
                .bind(1, sealed.number())
                .bind(2, sealed.hash())
                .bind(3, sealed.floorNumber())
                .bind(4, sealed.floorHash())
                .bind(5, sealed.seal())
                .then()
                .thenReturn(sealed);
    }

    /// At most `limit` entries after a number, in their order.
    Flux<Link> after(UUID accountId, long number, int limit) {
        return database.sql("""
                        SELECT number, occurred_at, entry, hash FROM audit_entry
                        WHERE account_id = $1 AND number > $2 ORDER BY number LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, number)
                .bind(2, limit)
                .mapProperties(Link.class)
                .all();
    }
}
