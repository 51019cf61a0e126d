package dev.switchboard.channel.github;

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

/// The accounts' agreements with GitHub; their tokens rest sealed for their account.
@Component
class GithubConnections {
    private final DatabaseClient database;
    private final SecretBox box;
    private final GithubClient client;
    private final Clock clock;

    GithubConnections(DatabaseClient database, SecretBox box, GithubClient client, Clock clock) {
        this.database = database;
        this.box = box;
        this.client = client;
        this.clock = clock;
    }

    /// Where the tokens stand, for a rotation.
    @Configuration(proxyBeanMethods = false)
    static class Sealed {
        @Bean
        SealedColumn githubTokens() {
            return new SealedColumn("github_connection", "settings");
        }
    }

    record Connection(UUID accountId, UUID id, String login, String settings) {
        @Override
        public String toString() {
            return "Connection[accountId=" + accountId + ", login=" + login + "]";
        }
    }

    Mono<Void> store(UUID accountId, String login, GithubTokens tokens) {
        return database.sql("""
                        INSERT INTO github_connection (account_id, id, login, settings) VALUES ($1, $2, $3, $4)
                        ON CONFLICT (account_id) DO UPDATE SET login = EXCLUDED.login, settings = EXCLUDED.settings,
                            updated_at = now()
                        """)
                .bind(0, accountId)
                .bind(1, Ids.next())
                .bind(2, login)
                .bind(3, box.seal(WireJson.write(tokens), context(accountId)))
                .then();
    }

    private static String context(UUID accountId) {
        return "github:" + accountId;
    }

    Mono<Connection> of(UUID accountId) {
        return database.sql("SELECT account_id, id, login, settings FROM github_connection WHERE account_id = $1")
                .bind(0, accountId)
                .mapProperties(Connection.class)
                .one();
    }

    /// False where there is none of that id.
    Mono<Boolean> remove(UUID accountId, UUID id) {
        return database.sql("DELETE FROM github_connection WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// What works now: an access token that is over is renewed first. Fails with `NOT_FOUND` where the account has not
    /// agreed.
    Mono<GithubTokens> tokens(UUID accountId) {
        return of(accountId)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "GitHub is not connected")
                        .advise("Connect it first.")))
                .flatMap(connection -> {
                    GithubTokens kept =
                            WireJson.read(box.open(connection.settings(), context(accountId)), GithubTokens.class);
                    return kept.isOver(clock.instant()) ? renewed(connection, kept) : Mono.just(kept);
                });
    }

    private Mono<GithubTokens> renewed(Connection connection, GithubTokens kept) {
        return Mono.justOrEmpty(kept.refreshToken())
                .flatMap(client::refresh)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.UPSTREAM_FAILED, "GitHub's agreement is over")
                        .advise("Connect GitHub again.")))
                .flatMap(fresh ->
                        store(connection.accountId(), connection.login(), fresh).thenReturn(fresh));
    }
}
