package dev.switchboard.channel.channel;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.common.secret.SecretKeyBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The accounts with providers. Settings are sealed for their account and inbox, so that a row copied to another
/// inbox does not open.
@Component
public class ProviderAccounts {
    private static final String COLUMNS =
            "SELECT inbox_id, account_id, provider, external_id, settings FROM provider_account ";

    private static final Duration FRESH = Duration.ofSeconds(1);
    /// More are read anew.
    private static final int MOST_KNOWN = 10_000;

    private final DatabaseClient database;
    private final SecretBox box;
    private final Hmac lookupKey;
    private final Clock clock;
    private final Audit audit;
    private final Map<Name, Known> known = new ConcurrentHashMap<>();

    private record Name(String provider, String externalId) {}

    private record Known(ProviderAccount account, Instant until) {}

    ProviderAccounts(DatabaseClient database, SecretBox box, SecretKeyBase base, Clock clock, Audit audit) {
        this.database = database;
        this.box = box;
        this.clock = clock;
        this.audit = audit;
        this.lookupKey = Hmac.sha256(base.derive("provider-verify-token"));
    }

    public Mono<Void> store(UUID accountId, UUID inboxId, String provider, ProviderSettings settings) {
        Act connected = Act.of("provider_account.connected", "inbox", inboxId)
                .changed("provider", null, provider)
                .changed("external_id", null, settings.externalId());
        return audit.doing(accountId, write(accountId, inboxId, provider, settings), connected)
                .doOnTerminate(known::clear);
    }

    private Mono<Void> write(UUID accountId, UUID inboxId, String provider, ProviderSettings settings) {
        String sealed = box.seal(WireJson.write(settings), ProviderAccount.sealContext(accountId, inboxId));
        String token = settings.lookupToken();
        String verify = token == null ? null : lookupKey.of(token).hex();
        return database.sql("""
                        INSERT INTO provider_account AS a
                            (inbox_id, account_id, provider, external_id, verify_hash, settings)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        ON CONFLICT (inbox_id) DO UPDATE SET provider = EXCLUDED.provider,
                            external_id = EXCLUDED.external_id, verify_hash = EXCLUDED.verify_hash,
                            settings = EXCLUDED.settings, updated_at = now()
                        WHERE a.account_id = EXCLUDED.account_id
                        """)
                .bind(0, inboxId)
                .bind(1, accountId)
                .bind(2, provider)
                .bind(3, settings.externalId())
                .bind(4, Parameter.fromOrEmpty(verify, String.class))
                .bind(5, sealed)
                .fetch()
                .rowsUpdated()
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> taken("Another inbox is connected to " + provider + " " + settings.externalId()))
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(taken("The inbox belongs to another account")));
    }

    private static Problem taken(String detail) {
        return Problem.of(ProblemCode.CONFLICT, detail);
    }

    public Mono<ProviderAccount> ofInbox(UUID accountId, UUID inboxId) {
        return database.sql(COLUMNS + "WHERE account_id = $1 AND inbox_id = $2")
                .bind(0, accountId)
                .bind(1, inboxId)
                .mapProperties(ProviderAccount.class)
                .one();
    }

    /// Whose webhook it is, before anybody has proven anything: the answer may be used to verify and for nothing else.
    /// At most a second old where another replica has changed it.
    public Mono<ProviderAccount> named(String provider, String externalId) {
        Name name = new Name(provider, externalId);
        Known before = known.get(name);
        return before != null && clock.instant().isBefore(before.until())
                ? Mono.just(before.account())
                : read(name).doOnNext(account -> know(name, account));
    }

    private void know(Name name, ProviderAccount account) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(name, new Known(account, clock.instant().plus(FRESH)));
    }

    private Mono<ProviderAccount> read(Name name) {
        return database.sql(COLUMNS + "WHERE provider = $1 AND external_id = $2")
                .bind(0, name.provider())
                .bind(1, name.externalId())
                .mapProperties(ProviderAccount.class)
                .one();
    }

    /// The provider's only account in this installation; empty when there are none or several.
    public Mono<ProviderAccount> only(String provider) {
        return database.sql(COLUMNS + "WHERE provider = $1 LIMIT 2")
                .bind(0, provider)
                .mapProperties(ProviderAccount.class)
                .all()
                .collectList()
                .flatMap(accounts -> accounts.size() == 1 ? Mono.just(accounts.getFirst()) : Mono.empty());
    }

    /// Whether some account of the provider has this token.
    public Mono<Boolean> verifies(String provider, String token) {
        return database.sql("SELECT EXISTS (SELECT 1 FROM provider_account WHERE provider = $1 AND verify_hash = $2)")
                .bind(0, provider)
                .bind(1, lookupKey.of(token).hex())
                .mapValue(Boolean.class)
                .one();
    }

    /// The only account of the provider with this token; empty when there are none or several.
    public Mono<ProviderAccount> holding(String provider, String token) {
        return database.sql(COLUMNS + "WHERE provider = $1 AND verify_hash = $2 LIMIT 2")
                .bind(0, provider)
                .bind(1, lookupKey.of(token).hex())
                .mapProperties(ProviderAccount.class)
                .all()
                .collectList()
                .flatMap(accounts -> accounts.size() == 1 ? Mono.just(accounts.getFirst()) : Mono.empty());
    }

    /// At most 1,000, for what names no account at all.
    public Flux<ProviderAccount> all(String provider) {
        return database.sql(COLUMNS + "WHERE provider = $1 ORDER BY inbox_id LIMIT 1000")
                .bind(0, provider)
                .mapProperties(ProviderAccount.class)
                .all();
    }

    /// What an account of ours has connected.
    public Flux<ProviderAccount> ofAccount(UUID accountId) {
        return database.sql(COLUMNS + "WHERE account_id = $1 ORDER BY inbox_id LIMIT 1000")
                .bind(0, accountId)
                .mapProperties(ProviderAccount.class)
                .all();
    }

    /// Of an inbox, or the account's first one of the provider where none is named; fails with `NOT_FOUND`.
    public Mono<ProviderAccount> of(UUID accountId, String provider, @Nullable UUID inboxId) {
        return ofAccount(accountId)
                .filter(account -> account.provider().equals(provider)
                        && (inboxId == null || account.inboxId().equals(inboxId)))
                .next()
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ProblemCode.NOT_FOUND,
                                inboxId == null
                                        ? "No inbox is connected to " + provider
                                        : "The inbox is not connected to " + provider)
                        .advise("Connect one first.")));
    }

    /// Forgets the secrets. False where there was nothing to forget.
    public Mono<Boolean> remove(UUID accountId, UUID inboxId) {
        Mono<Long> removed = database.sql("DELETE FROM provider_account WHERE account_id = $1 AND inbox_id = $2")
                .bind(0, accountId)
                .bind(1, inboxId)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1);
        return audit.doing(accountId, removed, _ -> Act.of("provider_account.disconnected", "inbox", inboxId))
                .hasElement()
                .doOnTerminate(known::clear);
    }

    Flux<UUID> inboxesOf(String provider) {
        return database.sql("SELECT inbox_id FROM provider_account WHERE provider = $1 ORDER BY inbox_id LIMIT 1000")
                .bind(0, provider)
                .mapValue(UUID.class)
                .all();
    }

    public <T extends ProviderSettings> T open(ProviderAccount account, Class<T> type) {
        return WireJson.read(box.open(account.settings(), account.sealContext()), type);
    }
}
