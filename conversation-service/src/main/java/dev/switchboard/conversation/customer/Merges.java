package dev.switchboard.conversation.customer;

import dev.switchboard.common.contract.Channel;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The records of merges, and the rows that merges move. Whoever moves some has locked conversations first, then
/// customers, each in the order of their ids, as whoever records messages does.
@Repository
class Merges {
    private static final TypeReference<List<IdentityRow>> IDENTITIES = new TypeReference<>() {};
    private static final TypeReference<Customer> CUSTOMER = new TypeReference<>() {};

    private final DatabaseClient database;

    Merges(DatabaseClient database) {
        this.database = database;
    }

    private record IdentityRow(String channel, String identity) {}

    /// Conversations of the customers, locked; at most `limit`.
    Mono<Set<UUID>> lockConversations(UUID accountId, Collection<UUID> customers, int limit) {
        return database.sql("""
                        SELECT id FROM conversation WHERE account_id = $1 AND customer_id = ANY($2)
                        ORDER BY account_id, id LIMIT $3 FOR UPDATE
                        """)
                .bind(0, accountId)
                .bind(1, customers.toArray(UUID[]::new))
                .bind(2, limit)
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet());
    }

    /// Those of the survivor that the merge moved, and what has begun since at the addresses that it moved; locked.
    Mono<Set<UUID>> lockMoved(Merge merge) {
        return moved(merge, "ORDER BY c.account_id, c.id FOR UPDATE OF c");
    }

    Mono<Set<UUID>> moved(Merge merge) {
        return moved(merge, "");
    }

    private Mono<Set<UUID>> moved(Merge merge, String rest) {
        return database.sql("""
                        SELECT c.id FROM conversation c WHERE c.account_id = $1 AND c.customer_id = $2 AND (c.id = ANY($3)
                            OR (c.channel, c.identity)
                                IN (SELECT channel, identity FROM unnest($4::text[], $5::text[]) AS i (channel, identity)))
                        """ + rest)
                .bind(0, merge.accountId())
                .bind(1, merge.survivorId())
                .bind(2, merge.conversations().toArray(UUID[]::new))
                .bind(3, channels(merge.identities()))
                .bind(4, values(merge.identities()))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet());
    }

    Mono<Long> countConversations(UUID accountId, Collection<UUID> customers) {
        return database.sql("SELECT count(*) FROM conversation WHERE account_id = $1 AND customer_id = ANY($2)")
                .bind(0, accountId)
                .bind(1, customers.toArray(UUID[]::new))
                .mapValue(Long.class)
                .one();
    }

    /// Nobody begins a conversation for them until the transaction ends.
    Flux<Customer> lockCustomers(UUID accountId, Collection<UUID> ids) {
        return database.sql("SELECT " + Customers.COLUMNS + """
                        FROM customer c WHERE c.account_id = $1 AND c.id = ANY($2) ORDER BY c.id FOR UPDATE
                        """)
                .bind(0, accountId)
                .bind(1, ids.toArray(UUID[]::new))
                .map(Customers::customer)
                .all();
    }

    /// Everything by which the source is known, now the survivor's.
    Flux<Identity> moveIdentities(UUID accountId, UUID sourceId, UUID survivorId) {
        return database.sql("""
                        UPDATE customer_identity SET met_as = coalesce(met_as, customer_id), customer_id = $3
                        WHERE account_id = $1 AND customer_id = $2 RETURNING channel, identity
                        """)
                .bind(0, accountId)
                .bind(1, sourceId)
                .bind(2, survivorId)
                .map(row -> identity(accountId, new Columns(row)))
                .all();
    }

    Mono<Void> moveConversations(UUID accountId, Collection<UUID> ids, UUID customerId) {
        return database.sql("UPDATE conversation SET customer_id = $3 WHERE account_id = $1 AND id = ANY($2)")
                .bind(0, accountId)
                .bind(1, ids.toArray(UUID[]::new))
                .bind(2, customerId)
                .then();
    }

    Mono<Void> moveBack(Merge merge) {
        return database.sql("""
                        UPDATE customer_identity t SET customer_id = $2, met_as = nullif(t.met_as, $2)
                        FROM unnest($4::text[], $5::text[]) AS i (channel, identity)
                        WHERE t.account_id = $1 AND t.customer_id = $3 AND t.channel = i.channel
                            AND t.identity = i.identity
                        """)
                .bind(0, merge.accountId())
                .bind(1, merge.sourceId())
                .bind(2, merge.survivorId())
                .bind(3, channels(merge.identities()))
                .bind(4, values(merge.identities()))
                .then();
    }

    Mono<Void> add(Merge merge) {
        List<IdentityRow> identities = merge.identities().stream()
                .map(i -> new IdentityRow(i.channel().name().toLowerCase(Locale.ROOT), i.value()))
                .toList();
        return database.sql("""
                        INSERT INTO customer_merge (account_id, id, source_id, survivor_id, identities, conversations,
                            before, after, merged_by, merged_at)
                        VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7::jsonb, $8::jsonb, $9, $10)
                        """)
                .bind(0, merge.accountId())
                .bind(1, merge.id())
                .bind(2, merge.sourceId())
                .bind(3, merge.survivorId())
                .bind(4, JsonRows.of(identities))
                .bind(5, merge.conversations().toArray(UUID[]::new))
                .bind(6, JsonRows.json(merge.before()))
                .bind(7, JsonRows.json(merge.after()))
                .bind(8, merge.by())
                .bind(9, merge.at().atOffset(ZoneOffset.UTC))
                .then();
    }

    /// The one that made the source another's, while it counts.
    Mono<Merge> of(UUID accountId, UUID sourceId) {
        return database.sql("""
                        SELECT account_id, id, source_id, survivor_id, identities::text, conversations, before::text,
                            after::text, merged_by, merged_at
                        FROM customer_merge WHERE account_id = $1 AND source_id = $2 AND undone_at IS NULL
                        """)
                .bind(0, accountId)
                .bind(1, sourceId)
                .map(Merges::read)
                .one();
    }

    /// @return whether nobody else has undone it
    Mono<Boolean> undo(Merge merge, Instant at) {
        return database.sql("""
                        UPDATE customer_merge SET undone_at = $3 WHERE account_id = $1 AND id = $2 AND undone_at IS NULL
                        """)
                .bind(0, merge.accountId())
                .bind(1, merge.id())
                .bind(2, at.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(updated -> updated == 1);
    }

    private static Merge read(Readable row) {
        Columns c = new Columns(row);
        UUID accountId = c.uuid("account_id");
        UUID[] conversations = Objects.requireNonNull(row.get("conversations", UUID[].class));
        return new Merge(
                accountId,
                c.uuid("id"),
                c.uuid("source_id"),
                c.uuid("survivor_id"),
                JsonRows.read(c.text("identities"), IDENTITIES).stream()
                        .map(i -> new Identity(
                                accountId, Channel.valueOf(i.channel().toUpperCase(Locale.ROOT)), i.identity()))
                        .toList(),
                Arrays.asList(conversations),
                JsonRows.read(c.text("before"), CUSTOMER),
                JsonRows.read(c.text("after"), CUSTOMER),
                c.text("merged_by"),
                c.instant("merged_at"));
    }

    private static Identity identity(UUID accountId, Columns c) {
        return new Identity(accountId, c.channel("channel"), c.text("identity"));
    }

    private static String[] channels(Collection<Identity> identities) {
        return identities.stream()
                .map(i -> i.channel().name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    private static String[] values(Collection<Identity> identities) {
        return identities.stream().map(Identity::value).toArray(String[]::new);
    }
}
