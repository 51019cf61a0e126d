package dev.switchboard.admin.people;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.OptionalInt;

/// A user as a path names it: by its number, or as `user-` and its number.
record UserRef(int number) {
    private static final String PREFIX = "user-";

    /// @throws Problem `USER_NOT_FOUND` for what can be nobody's
    static UserRef of(String text) {
        String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        OptionalInt number = number(digits);
        if (number.isEmpty()) {
            throw notFound();
        }
        return new UserRef(number.getAsInt());
    }

    static Problem notFound() {
        return Problem.of(ProblemCode.USER_NOT_FOUND, "User not found");
    }

    private static OptionalInt number(String digits) {
        try {
            return digits.matches("\\d{1,10}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}
