package dev.switchboard.admin.invitation;

import dev.switchboard.admin.mail.MailState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who was asked to join.
///
/// @param role what the new user will be
/// @param mailState what became of its mail; absent when that is long ago
/// @param mailReason why the mail has not arrived, empty where nothing is known against it
public record Invitation(
        UUID id,
        UUID accountId,
        String email,
        String role,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant revokedAt,
        @Nullable MailState mailState,
        @Nullable String mailReason) {}
