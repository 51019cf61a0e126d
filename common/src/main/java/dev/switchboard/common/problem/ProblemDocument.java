package dev.switchboard.common.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A `Problem` as it leaves a service (RFC 9457, `application/problem+json`). The gateway reads it and renders the
/// dialect of the route.
///
/// @param status HTTP status by kind: 400, 401, 403, 404, 409, 429, 503, 500; 413 and 415 by code
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String advice,
        Map<String, List<String>> fields,
        @Nullable String traceId) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDocument of(Problem problem, @Nullable String traceId) {
        ProblemCode code = problem.code();
        return new ProblemDocument(
                "https://switchboard.dev/problems/" + code.text(),
                title(code),
                status(code),
                problem.detail(),
                code.text(),
                problem.advice(),
                problem.fields(),
                traceId);
    }

    public Problem toProblem() {
        Problem problem = fields.isEmpty() ? Problem.of(ProblemCode.of(code), detail) : Problem.fields(fields);
        return advice == null ? problem : problem.advise(advice);
    }

    public static int status(ProblemCode code) {
        return switch (code) {
            case METHOD_NOT_ALLOWED -> 405;
            case PAYLOAD_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            default -> status(code.kind());
        };
    }

    private static int status(ProblemCode.Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_MANY -> 429;
            case UPSTREAM -> 503;
            case INTERNAL -> 500;
        };
    }

    private static String title(ProblemCode code) {
        String text = code.text().replace('-', ' ');
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
