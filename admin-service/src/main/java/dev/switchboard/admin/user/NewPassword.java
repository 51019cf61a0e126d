package dev.switchboard.admin.user;

import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A password that somebody chooses: 8 to 1,024 characters.
public record NewPassword(String text) {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 1024;

    /// @param confirmation the same once more, where the client asks for it
    /// @throws Problem that names the field
    public static NewPassword of(@Nullable String text, @Nullable String confirmation) {
        if (text == null || text.isBlank()) {
            throw Problem.field("password", "can't be blank");
        }
        if (text.length() < SHORTEST) {
            throw Problem.fields(
                    Map.of("password", List.of("is too short", "needs at least " + SHORTEST + " characters")));
        }
        if (text.length() > LONGEST) {
            throw Problem.field("password", "is longer than " + LONGEST + " characters");
        }
        if (confirmation != null && !confirmation.equals(text)) {
            throw Problem.field("password_confirmation", "does not match the password");
        }
        return new NewPassword(text);
    }

    @Override
    public String toString() {
        return "NewPassword";
    }
}
