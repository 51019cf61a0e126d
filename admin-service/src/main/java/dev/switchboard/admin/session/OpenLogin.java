package dev.switchboard.admin.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A login in force, as its user sees it.
///
/// @param lastSeenAt when it was opened or last renewed; absent for one from before this was kept
record OpenLogin(
        UUID id,
        String device,
        String address,
        Instant createdAt,
        @Nullable Instant lastSeenAt,
        Instant expiresAt) {}
