package dev.switchboard.admin.user;

import dev.switchboard.common.problem.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a user may do: an owner and an administrator everything, but only an owner makes owners; an agent answers
/// customers; a viewer changes nothing.
public enum Role {
    OWNER,
    ADMIN,
    AGENT,
    VIEWER;

    /// Netia's `user` is an agent.
    ///
    /// @throws Problem that names the field `role`
    public static Role of(@Nullable String text) {
        return switch (text) {
            case "owner" -> OWNER;
            case "admin" -> ADMIN;
            case "agent", "user" -> AGENT;
            case "viewer" -> VIEWER;
            case null, default -> throw Problem.field("role", "must be owner, admin, agent or viewer");
        };
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
