package dev.switchboard.admin.key;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.AccountUpdated.KeyKind;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A key without itself: what is left of it once it has been shown.
///
/// @param hash SHA-256, hex; a key is long and random, so that a fast hash keeps it
/// @param prefix its first characters, by which people know it again
/// @param inboxId what a publishable key opens
/// @param userId whom a personal key acts as
/// @param lastUsedAt some seconds late
/// @param replacedBy the key that a rotation made
record ApiKey(
        UUID id,
        UUID accountId,
        String hash,
        String prefix,
        KeyKind kind,
        String name,
        @Nullable UUID inboxId,
        @Nullable UUID userId,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable UUID replacedBy) {
    static final int PREFIX = 7;

    /// A key with its text, which is never to be had again.
    record Minted(ApiKey key, String text) {
        @Override
        public String toString() {
            return "Minted[key=" + key.id() + "]";
        }
    }

    /// What was done to it, for the audit log.
    Act act(String done) {
        return Act.of("api_key." + done, "api_key", id).named(name);
    }

    static Minted mint(
            UUID accountId,
            KeyKind kind,
            String name,
            @Nullable UUID inboxId,
            @Nullable UUID userId,
            List<String> scopes,
            Instant now,
            @Nullable Instant expiresAt) {
        String text = switch (kind) {
                    case PUBLISHABLE -> "pk_";
                    case SECRET -> "sk_";
                    case PERSONAL -> "pat_";
                }
                + Ids.secret();
        ApiKey key = new ApiKey(
                Ids.next(),
                accountId,
                Digest.sha256(text).hex(),
                text.substring(0, PREFIX),
                kind,
                name,
                inboxId,
                userId,
                scopes,
                now,
                expiresAt,
                null,
                null,
                null);
        return new Minted(key, text);
    }

    boolean opens(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    String state(Instant now) {
        if (revokedAt != null && (expiresAt == null || revokedAt.isBefore(expiresAt))) {
            return "revoked";
        }
        return opens(now) ? "active" : "expired";
    }

    /// The next key with the same rights; this one is good for as long as the overlap, and not longer than it was.
    ///
    /// @throws Problem `CONFLICT` where this one opens nothing any more, or has been replaced already
    Rotation rotate(Instant now, Duration overlap) {
        if (!opens(now) || replacedBy != null) {
            throw Problem.of(ProblemCode.CONFLICT, "The key is revoked, has expired or was rotated before")
                    .advise("Rotate the key that replaced it, or make a new one.");
        }
        Instant end = now.plus(overlap);
        Minted next = mint(accountId, kind, name, inboxId, userId, scopes, now, null);
        ApiKey old = new ApiKey(
                id,
                accountId,
                hash,
                prefix,
                kind,
                name,
                inboxId,
                userId,
                scopes,
                createdAt,
                expiresAt == null || end.isBefore(expiresAt) ? end : expiresAt,
                null,
                lastUsedAt,
                next.key().id());
        return new Rotation(old, next);
    }

    record Rotation(ApiKey old, Minted next) {}

    AccountUpdated.ApiKey fact(Instant now) {
        return new AccountUpdated.ApiKey(
                Ids.next(), accountId, now, id, hash, kind, inboxId, scopes, revokedAt == null, userId, expiresAt);
    }
}
