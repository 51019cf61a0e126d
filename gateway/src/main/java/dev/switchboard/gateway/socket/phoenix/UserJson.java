package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.Author;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A user of the desk beside its message. Visitors see the same, so there is no e-mail address in it.
@JsonNaming(SnakeCaseStrategy.class)
record UserJson(
        @Nullable Integer id,
        String object,
        @Nullable String email,
        @Nullable String createdAt,
        @Nullable String disabledAt,
        @Nullable String archivedAt,
        @Nullable String fullName,
        @Nullable String displayName,
        @Nullable String profilePhotoUrl,
        String role) {
    static UserJson of(Author author) {
        return new UserJson(
                author.number(), "user", null, null, null, null, author.name(), author.name(), null, "user");
    }
}
