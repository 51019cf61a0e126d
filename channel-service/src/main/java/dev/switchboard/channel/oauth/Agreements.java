package dev.switchboard.channel.oauth;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SealedColumn;
import dev.switchboard.common.secret.SecretBox;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The accounts' agreements with providers, one for each; their tokens rest sealed for account and provider.
@Component
public class Agreements {
    private final DatabaseClient database;
    private final SecretBox box;
    private final Clock clock;
    private final Audit audit;

    Agreements(DatabaseClient database, SecretBox box, Clock clock, Audit audit) {
        this.database = database;
        this.box = box;
        this.clock = clock;
        this.audit = audit;
    }

    /// Where the tokens stand, for a rotation.
    @Configuration(proxyBeanMethods = false)
    static class Sealed {
        @Bean
        SealedColumn oauthTokens() {
            return new SealedColumn("oauth_connection", "settings");
        }
    }

    /// @param externalId by which the provider names the account there
    public record Connection(
            UUID accountId, String provider, UUID id, String externalId, String name, String settings) {
        @Override
        public String toString() {
            return "Connection[accountId=" + accountId + ", provider=" + provider + ", name=" + name + "]";
        }
    }

    Mono<Void> connect(UUID accountId, String provider, Application.Agreed agreed) {
        Act connected = Act.of("application.connected", "application", provider)
                .named(agreed.name())
                .changed("external_id", null, agreed.externalId());
        return audit.doing(accountId, store(accountId, provider, agreed), connected);
    }

    private Mono<Void> store(UUID accountId, String provider, Application.Agreed agreed) {
        return database.sql("""
                        INSERT INTO oauth_connection (account_id, provider, id, external_id, name, settings)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        ON CONFLICT (account_id, provider) DO UPDATE SET external_id = EXCLUDED.external_id,
                            name = EXCLUDED.name, settings = EXCLUDED.settings, updated_at = now()
                        """)
                .bind(0, accountId)
                .bind(1, provider)
                .bind(2, Ids.next())
                .bind(3, agreed.externalId())
                .bind(4, agreed.name())
                .bind(5, box.seal(WireJson.write(agreed.tokens()), context(accountId, provider)))
                .then();
    }

    private static String context(UUID accountId, String provider) {
        return provider + ":" + accountId;
    }

    public Mono<Connection> of(UUID accountId, String provider) {
        return database.sql("""
                        SELECT account_id, provider, id, external_id, name, settings FROM oauth_connection
                        WHERE account_id = $1 AND provider = $2
                        """)
                .bind(0, accountId)
                .bind(1, provider)
                .mapProperties(Connection.class)
                .one();
    }

    /// What was there; empty where there is none of that id.
    Mono<OAuthTokens> remove(UUID accountId, String provider, UUID id) {
        Mono<Connection> removed = database.sql("""
                        DELETE FROM oauth_connection WHERE account_id = $1 AND provider = $2 AND id = $3
                        RETURNING account_id, provider, id, external_id, name, settings
                        """)
                .bind(0, accountId)
                .bind(1, provider)
                .bind(2, id)
                .mapProperties(Connection.class)
                .one();
        return audit.doing(
                        accountId,
                        removed,
                        connection -> Act.of("application.disconnected", "application", provider)
                                .named(connection.name())
                                .changed("external_id", connection.externalId(), null))
                .map(this::open);
    }

    /// What works now: an access token that is over is renewed first. Fails with `NOT_FOUND` where the account has not
    /// agreed.
    public Mono<OAuthTokens> tokens(UUID accountId, Application application) {
        return of(accountId, application.provider())
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, application.title() + " is not connected")
                                .advise("Connect it first.")))
                .flatMap(connection -> {
                    OAuthTokens kept = open(connection);
                    return kept.isOver(clock.instant()) ? renewed(connection, kept, application) : Mono.just(kept);
                });
    }

    private OAuthTokens open(Connection connection) {
        String context = context(connection.accountId(), connection.provider());
        return WireJson.read(box.open(connection.settings(), context), OAuthTokens.class);
    }

    private Mono<OAuthTokens> renewed(Connection connection, OAuthTokens kept, Application application) {
        return Mono.justOrEmpty(kept.refreshToken())
                .flatMap(application::refresh)
                .switchIfEmpty(Mono.error(() -> Problem.of(
                                ProblemCode.UPSTREAM_FAILED, "The agreement with " + application.title() + " is over")
                        .advise("Connect " + application.title() + " again.")))
                .flatMap(fresh -> store(
                                connection.accountId(),
                                connection.provider(),
                                new Application.Agreed(connection.externalId(), connection.name(), fresh))
                        .thenReturn(fresh));
    }
}
