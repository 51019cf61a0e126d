package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A login in Netia's form and in Papercups' at once.
public record LoginView(LoginData data, UserView user, String token) {
    public static LoginView of(Login login) {
        User user = login.user();
        return new LoginView(
                new LoginData(
                        user.number(),
                        user.email(),
                        user.accountId(),
                        user.netiaRole(),
                        login.token(),
                        login.renewToken()),
                new UserView(user.number(), user.email(), user.accountId(), user.netiaRole(), user.name()),
                login.token());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record LoginData(int userId, String email, UUID accountId, String role, String token, String renewToken) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record UserView(int id, String email, UUID accountId, String role, String fullName) {}
}
