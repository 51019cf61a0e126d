package dev.switchboard.admin.inbox;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SecretBox;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Inbox settings of all accounts. Every inbox has an identity secret, stored and told sealed.
@Component
public class Inboxes {
    private final DatabaseClient database;
    private final SecretBox secrets;
    private final Clock clock;

    Inboxes(DatabaseClient database, SecretBox secrets, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.clock = clock;
    }

    public Mono<AccountUpdated.Inbox> upsert(UUID accountId, InboxRequest request) {
        boolean tokenRequired = Boolean.TRUE.equals(request.widgetTokenRequired());
        List<String> origins = request.allowedOrigins() == null ? List.of() : request.allowedOrigins();
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
                        RETURNING identity_secret
                        """)
                .bind(0, request.id())
                .bind(1, accountId)
                .bind(2, request.name())
                .bind(3, request.channel().name().toLowerCase(Locale.ROOT))
                .bind(4, request.responder().name().toLowerCase(Locale.ROOT))
                .bind(5, tokenRequired)
                .bind(6, origins.toArray(String[]::new))
                .bind(7, secret)
                .bind(8, given != null)
                .mapValue(String.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.CONFLICT, "The inbox id is taken")))
                .map(kept -> new AccountUpdated.Inbox(
                        Ids.next(),
                        accountId,
                        clock.instant(),
                        request.id(),
                        request.name(),
                        request.channel(),
                        request.responder(),
                        tokenRequired,
                        origins,
                        kept));
    }
}
