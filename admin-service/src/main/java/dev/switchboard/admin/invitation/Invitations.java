package dev.switchboard.admin.invitation;

import dev.switchboard.admin.mail.MailState;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who was invited to which account. A token is kept as its hash.
@Component
public class Invitations {
    private static final String COLUMNS = """
            SELECT i.id, i.account_id, i.email, i.role, i.created_at, i.expires_at, i.accepted_at, i.revoked_at,
                   m.state AS mail_state, m.reason AS mail_reason
            FROM invitation i LEFT JOIN mail_job m ON m.id = i.mail_id
            """;

    private final DatabaseClient database;
    private final Clock clock;

    Invitations(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record InvitationRow(
            UUID id,
            UUID accountId,
            String email,
            String role,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant revokedAt,
            @Nullable String mailState,
            @Nullable String mailReason) {
        Invitation invitation() {
            MailState state = mailState == null ? null : MailState.valueOf(mailState.toUpperCase(Locale.ROOT));
            return new Invitation(
                    id, accountId, email, role, createdAt, expiresAt, acceptedAt, revokedAt, state, mailReason);
        }
    }

    Mono<Void> add(Invitation invitation, String tokenHash, UUID mailId, UUID invitedBy) {
        return database.sql("""
                        INSERT INTO invitation (id, account_id, email, role, token_hash, mail_id, invited_by, created_at,
                            expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                        """)
                .bind(0, invitation.id())
                .bind(1, invitation.accountId())
                .bind(2, invitation.email())
                .bind(3, invitation.role())
                .bind(4, tokenHash)
                .bind(5, mailId)
                .bind(6, invitedBy)
                .bind(7, invitation.createdAt())
                .bind(8, invitation.expiresAt())
                .fetch()
                .rowsUpdated()
                .then();
    }

    /// Another invitation of the same address is good no more.
    Mono<Void> revokeFor(UUID accountId, String email) {
        return revoke("email", accountId, email).then();
    }

    /// False where there is no open one.
    Mono<Boolean> revoke(UUID accountId, UUID id) {
        return revoke("id", accountId, id).map(rows -> rows == 1);
    }

    private Mono<Long> revoke(String column, UUID accountId, Object value) {
        return database.sql("UPDATE invitation SET revoked_at = $3 WHERE account_id = $1 AND " + column
                        + " = $2 AND accepted_at IS NULL AND revoked_at IS NULL")
                .bind(0, accountId)
                .bind(1, value)
                .bind(2, clock.instant())
                .fetch()
                .rowsUpdated();
    }

    Mono<Long> open(UUID accountId) {
        return database.sql("""
                        SELECT count(*) FROM invitation
                        WHERE account_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2
                        """)
                .bind(0, accountId)
                .bind(1, clock.instant())
                .mapValue(Long.class)
                .one();
    }

    /// The newest first, at most 1,000.
    Flux<Invitation> of(UUID accountId) {
        return database.sql(COLUMNS + " WHERE i.account_id = $1 ORDER BY i.id DESC LIMIT 1000")
                .bind(0, accountId)
                .mapProperties(InvitationRow.class)
                .all()
                .map(InvitationRow::invitation);
    }

    /// The open one with this token.
    Mono<Invitation> byToken(String tokenHash) {
        return database.sql(COLUMNS + """
                         WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $2
                        """)
                .bind(0, tokenHash)
                .bind(1, clock.instant())
                .mapProperties(InvitationRow.class)
                .one()
                .map(InvitationRow::invitation);
    }

    /// Marks the open one with this token as accepted: of many at once, one is right.
    Mono<Boolean> accept(UUID id) {
        return database.sql("""
                        UPDATE invitation SET accepted_at = $2
                        WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2
                        """)
                .bind(0, id)
                .bind(1, clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
