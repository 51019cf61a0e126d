package dev.switchboard.conversation.customer;

import dev.switchboard.common.contract.Channel;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/// The customers of all accounts, asked for by account and id or by identity.
@Repository
public class Customers {
    static final String COLUMNS = """
            c.account_id, c.id, c.name, c.email, c.phone, c.external_id, c.details::text, c.blocked_at, c.merged_into,
            c.erased_at, c.created_at, c.updated_at
            """;
    private static final TypeReference<Details> DETAILS = new TypeReference<>() {};

    private final DatabaseClient database;

    Customers(DatabaseClient database) {
        this.database = database;
    }

    /// Those of the identities that are known already.
    public Mono<Map<Identity, Customer>> known(Collection<Identity> identities) {
        return known(identities, "");
    }

    /// As `known`, and nobody merges or erases them until the transaction ends. One who is being merged is waited for
    /// and found as its survivor.
    public Mono<Map<Identity, Customer>> held(Collection<Identity> identities) {
        return known(identities, "ORDER BY c.account_id, c.id FOR KEY SHARE OF c")
                .flatMap(found -> found.values().stream().anyMatch(Customers::hasGone)
                        ? Mono.defer(() -> held(identities))
                        : Mono.just(found));
    }

    private static boolean hasGone(Customer customer) {
        return customer.mergedInto() != null || customer.erasedAt() != null;
    }

    private Mono<Map<Identity, Customer>> known(Collection<Identity> identities, String lock) {
        return database.sql("SELECT " + COLUMNS + """
                        , i.channel, i.identity FROM unnest($1::uuid[], $2::text[], $3::text[]) AS a (account_id, channel, identity)
                        JOIN customer_identity i USING (account_id, channel, identity)
                        JOIN customer c ON c.account_id = i.account_id AND c.id = i.customer_id
                        """ + lock)
                .bind(0, identities.stream().map(Identity::accountId).toArray(UUID[]::new))
                .bind(1, identities.stream().map(i -> wire(i.channel())).toArray(String[]::new))
                .bind(2, identities.stream().map(Identity::value).toArray(String[]::new))
                .map(row -> Map.entry(identity(row), customer(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    public Mono<Customer> known(Identity identity) {
        return known(List.of(identity)).mapNotNull(found -> found.get(identity));
    }

    /// The customer of an identity by which `id` was first met, wherever a merge has moved it since.
    public Mono<Customer> metAs(Identity identity, UUID id) {
        return database.sql("SELECT " + COLUMNS + """
                        FROM customer_identity i JOIN customer c ON c.account_id = i.account_id AND c.id = i.customer_id
                        WHERE i.account_id = $1 AND i.channel = $2 AND i.identity = $3
                            AND coalesce(i.met_as, i.customer_id) = $4
                        """)
                .bind(0, identity.accountId())
                .bind(1, wire(identity.channel()))
                .bind(2, identity.value())
                .bind(3, id)
                .map(Customers::customer)
                .one();
    }

    /// The identity and those that were its customer's before any merge.
    public Flux<Identity> kinOf(Identity identity) {
        return database.sql("""
                        SELECT k.account_id, k.channel, k.identity FROM customer_identity i
                        JOIN customer_identity k ON k.account_id = i.account_id AND k.customer_id = i.customer_id
                            AND coalesce(k.met_as, k.customer_id) = coalesce(i.met_as, i.customer_id)
                        WHERE i.account_id = $1 AND i.channel = $2 AND i.identity = $3 LIMIT 1000
                        """)
                .bind(0, identity.accountId())
                .bind(1, wire(identity.channel()))
                .bind(2, identity.value())
                .map(Customers::identity)
                .all();
    }

    /// By whom an identity was first met.
    public Mono<UUID> firstMetAs(Identity identity) {
        return database.sql("""
                        SELECT coalesce(met_as, customer_id) FROM customer_identity
                        WHERE account_id = $1 AND channel = $2 AND identity = $3
                        """)
                .bind(0, identity.accountId())
                .bind(1, wire(identity.channel()))
                .bind(2, identity.value())
                .mapValue(UUID.class)
                .one();
    }

    /// The customer, or the one that it was merged into; nobody merges or erases it until the transaction ends.
    public Mono<Customer> living(UUID accountId, UUID id) {
        return one(accountId, id, "FOR KEY SHARE")
                .filter(customer -> customer.erasedAt() == null)
                .flatMap(customer -> {
                    UUID survivor = customer.mergedInto();
                    return survivor == null ? Mono.just(customer) : living(accountId, survivor);
                });
    }

    public Mono<Customer> byId(UUID accountId, UUID id) {
        return one(accountId, id, "");
    }

    public Mono<Map<UUID, Customer>> byId(UUID accountId, Collection<UUID> ids) {
        return database.sql("SELECT " + COLUMNS + " FROM customer c WHERE c.account_id = $1 AND c.id = ANY($2)")
                .bind(0, accountId)
                .bind(1, ids.toArray(UUID[]::new))
                .map(Customers::customer)
                .all()
                .collectMap(Customer::id);
    }

    /// By id: account by customer.
    public Mono<Map<UUID, Customer>> byId(Map<UUID, UUID> accounts) {
        return accounts.isEmpty()
                ? Mono.just(Map.of())
                : database.sql("SELECT " + COLUMNS + """
                                FROM unnest($1::uuid[], $2::uuid[]) AS a (account_id, id)
                                JOIN customer c USING (account_id, id)
                                """)
                        .bind(0, accounts.values().toArray(UUID[]::new))
                        .bind(1, accounts.keySet().toArray(UUID[]::new))
                        .map(Customers::customer)
                        .all()
                        .collectMap(Customer::id);
    }

    /// In the running transaction; an identity that another replica took in the meantime fails it.
    public Mono<Void> add(Map<Identity, Customer> met) {
        if (met.isEmpty()) {
            return Mono.empty();
        }
        List<IdentityRow> identities = met.entrySet().stream()
                .map(e -> new IdentityRow(
                        e.getKey().accountId(),
                        wire(e.getKey().channel()),
                        e.getKey().value(),
                        e.getValue().id(),
                        e.getValue().createdAt()))
                .toList();
        return Flux.concat(write("""
                                INSERT INTO customer (account_id, id, name, email, phone, external_id, details,
                                    created_at, updated_at)
                                SELECT account_id, id, name, email, phone, external_id, nullif(details, '{}'),
                                    created_at, updated_at
                                FROM json_populate_recordset(NULL::customer, $1::json)
                                """, met.values()), write("""
                                INSERT INTO customer_identity (account_id, channel, identity, customer_id, created_at)
                                SELECT account_id, channel, identity, customer_id, created_at
                                FROM json_populate_recordset(NULL::customer_identity, $1::json)
                                """, identities)).then();
    }

    /// One more identity of a customer, where nobody has it yet.
    public Mono<Void> addIdentity(Identity identity, UUID customerId, Instant at) {
        return database.sql("""
                        INSERT INTO customer_identity (account_id, channel, identity, customer_id, created_at)
                        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                        """)
                .bind(0, identity.accountId())
                .bind(1, wire(identity.channel()))
                .bind(2, identity.value())
                .bind(3, customerId)
                .bind(4, at.atOffset(ZoneOffset.UTC))
                .then();
    }

    public Mono<Void> save(Collection<Customer> changed) {
        return changed.isEmpty() ? Mono.empty() : write("""
                UPDATE customer c SET name = r.name, email = r.email, phone = r.phone, updated_at = r.updated_at
                FROM json_populate_recordset(NULL::customer, $1::json) r
                WHERE c.account_id = r.account_id AND c.id = r.id
                """, changed);
    }

    /// The customer, locked until the transaction ends.
    Mono<Customer> lock(UUID accountId, UUID id) {
        return one(accountId, id, "FOR NO KEY UPDATE");
    }

    private Mono<Customer> one(UUID accountId, UUID id, String lock) {
        return database.sql("SELECT " + COLUMNS + "FROM customer c WHERE c.account_id = $1 AND c.id = $2 " + lock)
                .bind(0, accountId)
                .bind(1, id)
                .map(Customers::customer)
                .one();
    }

    /// Saves all of a customer that this transaction has locked.
    Mono<Void> replace(Customer changed) {
        return write("""
                UPDATE customer c SET name = r.name, email = r.email, phone = r.phone, external_id = r.external_id,
                    details = nullif(r.details, '{}'), blocked_at = r.blocked_at, merged_into = r.merged_into,
                    erased_at = r.erased_at, updated_at = r.updated_at
                FROM json_populate_recordset(NULL::customer, $1::json) r
                WHERE c.account_id = r.account_id AND c.id = r.id
                """, List.of(changed));
    }

    private Mono<Void> write(String sql, Collection<?> rows) {
        return database.sql(sql).bind(0, JsonRows.of(rows)).then();
    }

    private record IdentityRow(UUID accountId, String channel, String identity, UUID customerId, Instant createdAt) {}

    private static Identity identity(Readable row) {
        Columns columns = new Columns(row);
        return new Identity(columns.uuid("account_id"), columns.channel("channel"), columns.text("identity"));
    }

    static Customer customer(Readable row) {
        Columns columns = new Columns(row);
        String details = columns.textOrNull("details");
        return new Customer(
                columns.uuid("account_id"),
                columns.uuid("id"),
                columns.textOrNull("name"),
                columns.textOrNull("email"),
                columns.textOrNull("phone"),
                columns.textOrNull("external_id"),
                details == null ? Details.NONE : JsonRows.read(details, DETAILS),
                columns.instantOrNull("blocked_at"),
                columns.uuidOrNull("merged_into"),
                columns.instantOrNull("erased_at"),
                columns.instant("created_at"),
                columns.instant("updated_at"));
    }

    private static String wire(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }
}
