package dev.switchboard.admin.key;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.KeyKind;
import dev.switchboard.common.identity.Scopes;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The keys of all accounts, by their hash.
@Component
public class ApiKeys {
    private static final String COLUMNS = """
            k.id, k.account_id, k.hash, k.prefix, k.kind, k.name, k.inbox_id, k.user_id, k.scopes, k.created_at,
            k.expires_at, k.revoked_at, k.last_used_at, k.replaced_by
            """;

    private final DatabaseClient database;
    private final Clock clock;

    ApiKeys(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// One that was revoked since stays so.
    public Mono<AccountUpdated.ApiKey> upsert(UUID accountId, KeyRequest request) {
        boolean publishable = request.kind() == KeyKind.PUBLISHABLE;
        List<String> scopes = request.scopes() != null
                ? KeyScopes.checked(request.scopes())
                : publishable ? List.of() : List.of(Scopes.ALL);
        return database.sql("""
                        INSERT INTO api_key AS k (id, account_id, hash, prefix, kind, inbox_id, scopes, user_id)
                        SELECT $1, $2, $3, $4, $5, $6, $7, $8
                        WHERE ($6 IS NULL OR EXISTS (SELECT 1 FROM inbox_settings WHERE id = $6 AND account_id = $2))
                          AND ($8 IS NULL OR EXISTS (SELECT 1 FROM app_user WHERE id = $8 AND account_id = $2))
                        ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash, prefix = EXCLUDED.prefix,
                            kind = EXCLUDED.kind, inbox_id = EXCLUDED.inbox_id, scopes = EXCLUDED.scopes,
                            user_id = EXCLUDED.user_id
                        WHERE k.account_id = EXCLUDED.account_id
                        RETURNING
                        """ + COLUMNS)
                .bind(0, request.id())
                .bind(1, accountId)
                .bind(2, Digest.sha256(request.key()).hex())
                .bind(3, request.key().substring(0, ApiKey.PREFIX))
                .bind(4, wire(request.kind()))
                .bind(5, Parameter.fromOrEmpty(request.inboxId(), UUID.class))
                .bind(6, scopes.toArray(String[]::new))
                .bind(7, Parameter.fromOrEmpty(request.userId(), UUID.class))
                .map(ApiKeys::read)
                .one()
                .onErrorMap(DataIntegrityViolationException.class, _ -> taken())
                .switchIfEmpty(Mono.error(ApiKeys::taken))
                .map(key -> key.fact(clock.instant()));
    }

    private static Problem taken() {
        return Problem.of(
                ProblemCode.CONFLICT, "The key or its id is taken, or its inbox or user is not one of this account");
    }

    /// @return empty where its inbox is none of the account's
    Mono<ApiKey> insert(ApiKey key) {
        return database.sql("""
                        INSERT INTO api_key AS k
                            (id, account_id, hash, prefix, kind, name, inbox_id, user_id, scopes, created_at, expires_at)
                        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
                        WHERE $7 IS NULL OR EXISTS (SELECT 1 FROM inbox_settings WHERE id = $7 AND account_id = $2)
                        RETURNING
                        """ + COLUMNS)
                .bind(0, key.id())
                .bind(1, key.accountId())
                .bind(2, key.hash())
                .bind(3, key.prefix())
                .bind(4, wire(key.kind()))
                .bind(5, key.name())
                .bind(6, Parameter.fromOrEmpty(key.inboxId(), UUID.class))
                .bind(7, Parameter.fromOrEmpty(key.userId(), UUID.class))
                .bind(8, key.scopes().toArray(String[]::new))
                .bind(9, utc(key.createdAt()))
                .bind(
                        10,
                        Parameter.fromOrEmpty(
                                key.expiresAt() == null ? null : utc(key.expiresAt()), OffsetDateTime.class))
                .map(ApiKeys::read)
                .one();
    }

    Mono<Long> open(UUID accountId) {
        return database.sql("SELECT count(*) FROM api_key WHERE account_id = $1 AND revoked_at IS NULL")
                .bind(0, accountId)
                .mapValue(Long.class)
                .one();
    }

    Mono<ApiKey> byId(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM api_key k WHERE k.account_id = $1 AND k.id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(ApiKeys::read)
                .one();
    }

    /// As `byId`, for a change in the running transaction.
    Mono<ApiKey> locked(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM api_key k WHERE k.account_id = $1 AND k.id = $2 FOR UPDATE")
                .bind(0, accountId)
                .bind(1, id)
                .map(ApiKeys::read)
                .one();
    }

    /// The newest first.
    ///
    /// @param owner whose personal keys; all keys of the account where it is null
    /// @param after the last id of the page before
    Flux<ApiKey> page(UUID accountId, @Nullable UUID owner, @Nullable UUID after, int limit) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM api_key k WHERE k.account_id = $1 AND ($2::uuid IS NULL OR k.user_id = $2)
                           AND ($3::uuid IS NULL OR k.id < $3)
                        ORDER BY k.id DESC LIMIT $4
                        """)
                .bind(0, accountId)
                .bind(1, Parameter.fromOrEmpty(owner, UUID.class))
                .bind(2, Parameter.fromOrEmpty(after, UUID.class))
                .bind(3, limit)
                .map(ApiKeys::read)
                .all();
    }

    Mono<Void> replaced(ApiKey old) {
        return database.sql("UPDATE api_key SET expires_at = $3, replaced_by = $4 WHERE account_id = $1 AND id = $2")
                .bind(0, old.accountId())
                .bind(1, old.id())
                .bind(
                        2,
                        Parameter.fromOrEmpty(
                                old.expiresAt() == null ? null : utc(old.expiresAt()), OffsetDateTime.class))
                .bind(3, Parameter.fromOrEmpty(old.replacedBy(), UUID.class))
                .then();
    }

    /// @return empty where it was revoked before or there is none
    Mono<ApiKey> revoke(UUID accountId, UUID id, Instant now) {
        return database.sql("""
                        UPDATE api_key AS k SET revoked_at = $3
                        WHERE k.account_id = $1 AND k.id = $2 AND k.revoked_at IS NULL RETURNING
                        """ + COLUMNS)
                .bind(0, accountId)
                .bind(1, id)
                .bind(2, utc(now))
                .map(ApiKeys::read)
                .one();
    }

    /// Revokes keys of all accounts whose time has come; two replicas never take the same one.
    Flux<ApiKey> revokeExpired(Instant now) {
        return database.sql("""
                        UPDATE api_key AS k SET revoked_at = $1
                        WHERE k.id IN (SELECT e.id FROM api_key e WHERE e.revoked_at IS NULL AND e.expires_at <= $1
                                       ORDER BY e.expires_at LIMIT 500 FOR UPDATE SKIP LOCKED)
                        RETURNING
                        """ + COLUMNS).bind(0, utc(now)).map(ApiKeys::read).all();
    }

    /// A use that is older than the known one changes nothing.
    Mono<Void> used(Map<UUID, Instant> uses) {
        return database.sql("""
                        UPDATE api_key AS k SET last_used_at = u.at
                        FROM unnest($1::uuid[], $2::timestamptz[]) AS u (id, at)
                        WHERE k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)
                        """)
                .bind(0, uses.keySet().toArray(UUID[]::new))
                .bind(1, uses.values().stream().map(ApiKeys::utc).toArray(OffsetDateTime[]::new))
                .then();
    }

    private static String wire(KeyKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static ApiKey read(Readable row) {
        return new ApiKey(
                required(row, "id", UUID.class),
                required(row, "account_id", UUID.class),
                required(row, "hash", String.class),
                required(row, "prefix", String.class),
                KeyKind.valueOf(required(row, "kind", String.class).toUpperCase(Locale.ROOT)),
                required(row, "name", String.class),
                row.get("inbox_id", UUID.class),
                row.get("user_id", UUID.class),
                List.of(required(row, "scopes", String[].class)),
                required(row, "created_at", Instant.class),
                row.get("expires_at", Instant.class),
                row.get("revoked_at", Instant.class),
                row.get("last_used_at", Instant.class),
                row.get("replaced_by", UUID.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException(column + " is null");
        }
        return value;
    }
}
