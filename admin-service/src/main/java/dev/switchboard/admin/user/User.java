package dev.switchboard.admin.user;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person at the desk.
///
/// @param number the integer id of the Netia API
/// @param role owner, admin, agent or viewer
/// @param active neither the user nor the account is switched off
public record User(
        UUID id,
        UUID accountId,
        int number,
        String name,
        String email,
        String role,
        boolean active,
        Instant createdAt,
        @Nullable Instant lastLoginAt) {
    /// Netia knows administrators and users.
    public String netiaRole() {
        return administers() ? "admin" : "user";
    }

    /// The platform API knows administrators and agents.
    public String platformRole() {
        return administers() ? "admin" : "agent";
    }

    public boolean administers() {
        return role.equals("owner") || role.equals("admin");
    }

    public boolean owns() {
        return role.equals("owner");
    }

    public User withRole(String next) {
        return new User(id, accountId, number, name, email, next, active, createdAt, lastLoginAt);
    }

    public User disable() {
        return new User(id, accountId, number, name, email, role, false, createdAt, lastLoginAt);
    }

    public User enable() {
        return new User(id, accountId, number, name, email, role, true, createdAt, lastLoginAt);
    }
}
