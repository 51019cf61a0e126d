package dev.switchboard.admin.signon;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a valid token of the issuer says.
///
/// @param subject who it is there, for ever
/// @param accountId the account it belongs to
/// @param email only where the issuer has verified it
/// @param role what its groups make of it; absent where they say nothing
/// @param nonce of the browser's sign-on
record Claimed(
        String subject,
        UUID accountId,
        @Nullable String email,
        @Nullable String name,
        @Nullable String role,
        @Nullable String nonce,
        Instant expiresAt) {}
