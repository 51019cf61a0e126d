package dev.switchboard.admin.user;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The users of all accounts. An e-mail address is kept in lower case and belongs to one user.
@Component
public class Users {
    private static final String COLUMNS = """
            SELECT u.id, u.account_id, u.number, u.name, u.email, u.role, u.active AND a.active AS active,
                   u.created_at, u.last_login_at
            FROM app_user u JOIN account a ON a.id = u.account_id
            """;

    private final DatabaseClient database;
    private final Clock clock;

    Users(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Flux<UUID> known(Collection<UUID> ids) {
        return database.sql("SELECT id FROM app_user WHERE id = ANY($1)")
                .bind(0, ids.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all();
    }

    /// @param hash the password's, for a new user
    public Mono<AccountUpdated.User> upsert(UUID accountId, UserRequest request, @Nullable String hash) {
        String email = request.email().toLowerCase(Locale.ROOT);
        return database.sql("""
                        INSERT INTO app_user AS u (id, account_id, name, email, role, password_hash)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, email = EXCLUDED.email, role = EXCLUDED.role
                        WHERE u.account_id = EXCLUDED.account_id AND u.deleted_at IS NULL
                        RETURNING number, active
                        """)
                .bind(0, request.id())
                .bind(1, accountId)
                .bind(2, request.name())
                .bind(3, email)
                .bind(4, request.role())
                .bind(5, Parameter.fromOrEmpty(hash, String.class))
                .mapProperties(Stored.class)
                .one()
                .onErrorMap(DuplicateKeyException.class, _ -> taken(email))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.CONFLICT, "The user id is taken")))
                .map(stored -> new AccountUpdated.User(
                        Ids.next(),
                        accountId,
                        clock.instant(),
                        request.id(),
                        stored.number(),
                        request.name(),
                        email,
                        request.role(),
                        stored.active()));
    }

    record Stored(int number, boolean active) {}

    private static Problem taken(String email) {
        return Problem.of(ProblemCode.CONFLICT, "The e-mail address " + email + " is taken");
    }

    public Mono<User> byId(UUID accountId, UUID userId) {
        return database.sql(COLUMNS + " WHERE u.account_id = $1 AND u.id = $2 AND u.deleted_at IS NULL")
                .bind(0, accountId)
                .bind(1, userId)
                .mapProperties(User.class)
                .one();
    }

    public Mono<User> byNumber(UUID accountId, int number) {
        return database.sql(COLUMNS + " WHERE u.account_id = $1 AND u.number = $2 AND u.deleted_at IS NULL")
                .bind(0, accountId)
                .bind(1, number)
                .mapProperties(User.class)
                .one();
    }

    /// Whoever has this address, in whatever account.
    public Mono<User> byEmail(String email) {
        return database.sql(COLUMNS + " WHERE u.email = $1 AND u.deleted_at IS NULL")
                .bind(0, email.toLowerCase(Locale.ROOT))
                .mapProperties(User.class)
                .one();
    }

    /// Locks the account: its people change one after the other, so that two of them cannot remove each other. Gives
    /// its active owners and administrators.
    public Flux<User> administratorsToChange(UUID accountId) {
        return database.sql("SELECT id FROM account WHERE id = $1 FOR UPDATE")
                .bind(0, accountId)
                .mapValue(UUID.class)
                .one()
                .thenMany(database.sql(COLUMNS + """
                                 WHERE u.account_id = $1 AND u.active AND u.deleted_at IS NULL
                                    AND u.role IN ('owner', 'admin')
                                """)
                        .bind(0, accountId)
                        .mapProperties(User.class)
                        .all());
    }

    /// Fails with 409 where the address is taken, in whatever account.
    public Mono<User> add(NewUser user) {
        UUID id = Ids.next();
        String email = user.email().toLowerCase(Locale.ROOT);
        return database.sql("""
                        INSERT INTO app_user (id, account_id, name, email, role, password_hash)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        """)
                .bind(0, id)
                .bind(1, user.accountId())
                .bind(2, user.name())
                .bind(3, email)
                .bind(4, user.role())
                .bind(5, Parameter.fromOrEmpty(user.passwordHash(), String.class))
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, _ -> taken(email))
                .then(byId(user.accountId(), id));
    }

    public Mono<String> accountName(UUID accountId) {
        return database.sql("SELECT name FROM account WHERE id = $1")
                .bind(0, accountId)
                .mapValue(String.class)
                .one();
    }

    /// Stores role and whether the user is switched on, and gives the fact to tell.
    public Mono<AccountUpdated.User> store(User user) {
        return database.sql("UPDATE app_user SET role = $3, active = $4 WHERE account_id = $1 AND id = $2")
                .bind(0, user.accountId())
                .bind(1, user.id())
                .bind(2, user.role())
                .bind(3, user.active())
                .fetch()
                .rowsUpdated()
                .thenReturn(fact(user));
    }

    /// The row stays, so that what the user wrote keeps its author; nobody can log in with it, and the address is free.
    public Mono<AccountUpdated.User> delete(User user) {
        return database.sql("""
                        UPDATE app_user SET deleted_at = $3, active = false, password_hash = NULL
                        WHERE account_id = $1 AND id = $2
                        """)
                .bind(0, user.accountId())
                .bind(1, user.id())
                .bind(2, clock.instant())
                .fetch()
                .rowsUpdated()
                .thenReturn(fact(user.disable()));
    }

    public Mono<Void> setPassword(UUID userId, String hash) {
        return database.sql("UPDATE app_user SET password_hash = $2 WHERE id = $1")
                .bind(0, userId)
                .bind(1, hash)
                .fetch()
                .rowsUpdated()
                .then();
    }

    /// What is told of a user.
    public AccountUpdated.User fact(User user) {
        return new AccountUpdated.User(
                Ids.next(),
                user.accountId(),
                clock.instant(),
                user.id(),
                user.number(),
                user.name(),
                user.email(),
                user.role(),
                user.active());
    }

    /// What a log-in is checked against.
    ///
    /// @param passwordHash absent for a user who cannot log in
    public record Credential(
            UUID accountId, UUID id, @Nullable String passwordHash) {
        public static final Credential NOBODY = new Credential(new UUID(0, 0), new UUID(0, 0), null);
    }

    public Mono<Credential> credential(String email) {
        return database.sql("SELECT account_id, id, password_hash FROM app_user"
                        + " WHERE email = $1 AND deleted_at IS NULL")
                .bind(0, email.toLowerCase(Locale.ROOT))
                .mapProperties(Credential.class)
                .one();
    }

    public Mono<Void> loggedIn(User user) {
        return database.sql("UPDATE app_user SET last_login_at = $3 WHERE account_id = $1 AND id = $2")
                .bind(0, user.accountId())
                .bind(1, user.id())
                .bind(2, clock.instant())
                .fetch()
                .rowsUpdated()
                .then();
    }

    /// In the order of their numbers.
    ///
    /// @param roles which roles; all where it is empty
    public Flux<User> page(UUID accountId, Collection<String> roles, int limit, long offset) {
        return database.sql(COLUMNS + """
                         WHERE u.account_id = $1 AND u.deleted_at IS NULL
                            AND (cardinality($2) = 0 OR u.role = ANY($2))
                        ORDER BY u.number LIMIT $3 OFFSET $4
                        """)
                .bind(0, accountId)
                .bind(1, roles.toArray(String[]::new))
                .bind(2, limit)
                .bind(3, offset)
                .mapProperties(User.class)
                .all();
    }

    public Mono<Long> count(UUID accountId, Collection<String> roles) {
        return database.sql("""
                        SELECT count(*) FROM app_user
                        WHERE account_id = $1 AND deleted_at IS NULL AND (cardinality($2) = 0 OR role = ANY($2))
                        """)
                .bind(0, accountId)
                .bind(1, roles.toArray(String[]::new))
                .mapValue(Long.class)
                .one();
    }
}
