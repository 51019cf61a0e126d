package dev.switchboard.admin.key;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keys by their SHA-256: a key is long and random, so that a fast hash keeps it. The prefix is for display.
@Component
public class ApiKeys {
    private static final int PREFIX = 7;

    private final DatabaseClient database;
    private final Clock clock;

    ApiKeys(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Mono<AccountUpdated.ApiKey> upsert(UUID accountId, KeyRequest request) {
        String hash = hash(request.key());
        List<String> scopes = request.scopes() == null ? List.of() : request.scopes();
        return database.sql("""
                        INSERT INTO api_key AS k (id, account_id, hash, prefix, kind, inbox_id, scopes)
                        SELECT $1, $2, $3, $4, $5, $6, $7
                        WHERE $6 IS NULL OR EXISTS (SELECT 1 FROM inbox_settings WHERE id = $6 AND account_id = $2)
                        ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash, prefix = EXCLUDED.prefix,
                            kind = EXCLUDED.kind, inbox_id = EXCLUDED.inbox_id, scopes = EXCLUDED.scopes
                        WHERE k.account_id = EXCLUDED.account_id
                        """)
                .bind(0, request.id())
                .bind(1, accountId)
                .bind(2, hash)
                .bind(3, request.key().substring(0, PREFIX))
                .bind(4, request.kind().name().toLowerCase(Locale.ROOT))
                .bind(5, Parameter.fromOrEmpty(request.inboxId(), UUID.class))
                .bind(6, scopes.toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .onErrorMap(DataIntegrityViolationException.class, _ -> taken())
                .flatMap(rows -> rows == 1 ? Mono.just(rows) : Mono.error(taken()))
                .map(_ -> new AccountUpdated.ApiKey(
                        Ids.next(),
                        accountId,
                        clock.instant(),
                        request.id(),
                        hash,
                        request.kind(),
                        request.inboxId(),
                        scopes,
                        true));
    }

    private static Problem taken() {
        return Problem.of(ProblemCode.CONFLICT, "The key or its id is taken, or its inbox is not one of this account");
    }

    private static String hash(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
