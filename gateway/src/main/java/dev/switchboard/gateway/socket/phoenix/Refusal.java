package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The response of an error reply. `reason` is what Phoenix's clients look at; the rest tells what to do.
record Refusal(
        String reason,
        String code,
        String message,
        @Nullable String advice,
        Map<String, List<String>> fields) {
    static byte[] of(Problem problem) {
        return of(reason(problem.code()), problem);
    }

    /// @param reason the words that clients of this topic know
    static byte[] of(String reason, Problem problem) {
        return Json.write(
                new Refusal(reason, problem.code().name(), problem.detail(), problem.advice(), problem.fields()));
    }

    private static String reason(ProblemCode code) {
        return switch (code.kind()) {
            case UNAUTHENTICATED, FORBIDDEN -> "unauthorized";
            case NOT_FOUND -> "not found";
            case TOO_MANY -> "rate limited";
            case INTERNAL -> "internal error";
            case INVALID, CONFLICT, UPSTREAM ->
                code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
