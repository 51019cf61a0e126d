package dev.switchboard.admin.user;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user to be made.
///
/// @param email in any case
/// @param role owner, admin, agent or viewer
/// @param passwordHash absent for one who signs on elsewhere
public record NewUser(
        UUID accountId,
        String email,
        String name,
        String role,
        @Nullable String passwordHash) {
    @Override
    public String toString() {
        return "NewUser[accountId=" + accountId + ", email=" + email + "]";
    }
}
