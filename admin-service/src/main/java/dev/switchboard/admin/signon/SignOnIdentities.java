package dev.switchboard.admin.signon;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Which subject of the issuer is which user. An e-mail address may pass to somebody else; a subject never does.
@Component
class SignOnIdentities {
    private final DatabaseClient database;

    SignOnIdentities(DatabaseClient database) {
        this.database = database;
    }

    Mono<UUID> user(String issuer, String subject) {
        return database.sql("SELECT user_id FROM sign_on_identity WHERE issuer = $1 AND subject = $2")
                .bind(0, issuer)
                .bind(1, subject)
                .mapValue(UUID.class)
                .one();
    }

    /// False where the user has another subject of this issuer.
    Mono<Boolean> link(String issuer, String subject, UUID userId) {
        return database.sql("""
                        INSERT INTO sign_on_identity (issuer, subject, user_id) VALUES ($1, $2, $3)
                        ON CONFLICT DO NOTHING
                        """)
                .bind(0, issuer)
                .bind(1, subject)
                .bind(2, userId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
