package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Author;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A user of the desk as Netia shows one beside a message.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaUser(
        @Nullable Integer id,
        String object,
        @Nullable String email,
        @Nullable String createdAt,
        @Nullable String disabledAt,
        @Nullable String archivedAt,
        @Nullable String fullName,
        @Nullable String displayName,
        @Nullable String profilePhotoUrl,
        @Nullable String role) {
    static NetiaUser of(User user) {
        String role = user.role().equals("agent") || user.role().equals("viewer") ? "user" : "admin";
        return new NetiaUser(
                user.number(), "user", user.email(), null, null, null, user.name(), user.name(), null, role);
    }

    NetiaUser forCustomer() {
        return new NetiaUser(id, object, null, null, null, null, fullName, displayName, profilePhotoUrl, null);
    }

    /// Somebody of whom only the message tells: a server, or a user who has gone.
    static NetiaUser of(Author author) {
        return new NetiaUser(
                author.number(), "user", null, null, null, null, author.name(), author.name(), null, "user");
    }
}
