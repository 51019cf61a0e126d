package dev.switchboard.admin.inbox;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.Responder;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.WidgetSettings;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SecretBox;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Inbox settings of all accounts. Every inbox has an identity secret, stored and told sealed.
@Component
public class Inboxes {
    private static final String COLUMNS = """
            i.id, i.account_id, i.name, i.channel, i.responder, i.widget_token_required, i.allowed_origins,
            i.identity_secret, i.bot_secret, i.widget, i.created_at, i.archived_at
            """;

    private final DatabaseClient database;
    private final SecretBox secrets;
    private final Clock clock;

    Inboxes(DatabaseClient database, SecretBox secrets, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.clock = clock;
    }

    public Mono<AccountUpdated.Inbox> upsert(UUID accountId, InboxRequest request) {
        String given = request.identitySecret();
        String secret = secrets.seal(
                given == null ? Ids.secret() : given, AccountUpdated.Inbox.identityContext(accountId, request.id()));
        return database.sql("""
                        INSERT INTO inbox_settings AS i
                            (id, account_id, name, channel, responder, widget_token_required, allowed_origins,
                             identity_secret)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, channel = EXCLUDED.channel,
                            responder = EXCLUDED.responder, widget_token_required = EXCLUDED.widget_token_required,
                            allowed_origins = EXCLUDED.allowed_origins,
                            identity_secret = CASE WHEN $9 THEN EXCLUDED.identity_secret
                                ELSE coalesce(i.identity_secret, EXCLUDED.identity_secret) END
                        WHERE i.account_id = EXCLUDED.account_id
                        RETURNING
                        """ + COLUMNS)
                .bind(0, request.id())
                .bind(1, accountId)
                .bind(2, request.name())
                .bind(3, wire(request.channel()))
                .bind(4, wire(request.responder()))
                .bind(5, Boolean.TRUE.equals(request.widgetTokenRequired()))
                .bind(
                        6,
                        request.allowedOrigins() == null
                                ? new String[0]
                                : request.allowedOrigins().toArray(String[]::new))
                .bind(7, secret)
                .bind(8, given != null)
                .map(Inboxes::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.CONFLICT, "The inbox id is taken")))
                .map(inbox -> inbox.fact(clock.instant()));
    }

    Mono<Long> count(UUID accountId) {
        return database.sql("SELECT count(*) FROM inbox_settings WHERE account_id = $1 AND archived_at IS NULL")
                .bind(0, accountId)
                .mapValue(Long.class)
                .one();
    }

    /// In the order of their ids, which is that of their making.
    Flux<Inbox> list(UUID accountId, boolean archived, int limit) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM inbox_settings i WHERE i.account_id = $1 AND ($2 OR i.archived_at IS NULL)
                        ORDER BY i.id LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, archived)
                .bind(2, limit)
                .map(Inboxes::read)
                .all();
    }

    public Mono<Inbox> byId(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM inbox_settings i WHERE i.account_id = $1 AND i.id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(Inboxes::read)
                .one();
    }

    /// As `byId`, for a change in the running transaction.
    Mono<Inbox> locked(UUID accountId, UUID id) {
        return database.sql(
                        "SELECT " + COLUMNS + " FROM inbox_settings i WHERE i.account_id = $1 AND i.id = $2 FOR UPDATE")
                .bind(0, accountId)
                .bind(1, id)
                .map(Inboxes::read)
                .one();
    }

    /// Of all accounts, locked against changes in the running transaction.
    Flux<Inbox> lockedPage(UUID after, int limit) {
        return database.sql("SELECT " + COLUMNS
                        + " FROM inbox_settings i WHERE i.id > $1 ORDER BY i.id LIMIT $2 FOR UPDATE")
                .bind(0, after)
                .bind(1, limit)
                .map(Inboxes::read)
                .all();
    }

    /// The account's first inbox for pages.
    public Mono<UUID> firstForPages(UUID accountId) {
        return database.sql("""
                        SELECT id FROM inbox_settings WHERE account_id = $1 AND channel = 'web' AND archived_at IS NULL
                        ORDER BY id LIMIT 1
                        """).bind(0, accountId).mapValue(UUID.class).one();
    }

    Mono<Void> update(Inbox inbox) {
        return database.sql("""
                        UPDATE inbox_settings SET name = $3, responder = $4, widget_token_required = $5,
                            allowed_origins = $6, identity_secret = $7, bot_secret = $8, widget = $9, archived_at = $10
                        WHERE account_id = $1 AND id = $2
                        """)
                .bind(0, inbox.accountId())
                .bind(1, inbox.id())
                .bind(2, inbox.name())
                .bind(3, wire(inbox.responder()))
                .bind(4, inbox.widgetTokenRequired())
                .bind(5, inbox.allowedOrigins().toArray(String[]::new))
                .bind(6, Parameter.fromOrEmpty(inbox.identitySecret(), String.class))
                .bind(7, Parameter.fromOrEmpty(inbox.botSecret(), String.class))
                .bind(8, WireJson.write(inbox.widget()))
                .bind(
                        9,
                        Parameter.fromOrEmpty(
                                inbox.archivedAt() == null
                                        ? null
                                        : inbox.archivedAt().atOffset(ZoneOffset.UTC),
                                OffsetDateTime.class))
                .then();
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Inbox read(Readable row) {
        return new Inbox(
                required(row, "id", UUID.class),
                required(row, "account_id", UUID.class),
                required(row, "name", String.class),
                Channel.valueOf(required(row, "channel", String.class).toUpperCase(Locale.ROOT)),
                Responder.valueOf(required(row, "responder", String.class).toUpperCase(Locale.ROOT)),
                required(row, "widget_token_required", Boolean.class),
                List.of(required(row, "allowed_origins", String[].class)),
                row.get("identity_secret", String.class),
                row.get("bot_secret", String.class),
                WireJson.read(required(row, "widget", String.class), WidgetSettings.class),
                required(row, "created_at", Instant.class),
                row.get("archived_at", Instant.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
