package dev.switchboard.gateway.problem;

import dev.switchboard.common.problem.ProblemCode;
import java.util.Locale;

/// The lower-case codes and sentences that the platform dialect and the plain socket share. The documented codes
/// stand for whole kinds; what is invalid or in conflict keeps its own name.
public final class PlatformCodes {
    private PlatformCodes() {}

    public static String of(ProblemCode code) {
        return switch (code.kind()) {
            case INVALID, CONFLICT -> lower(code);
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "authorization_error";
            case NOT_FOUND -> "resource_not_found";
            case TOO_MANY -> "rate_limit_exceeded";
            case UPSTREAM -> code == ProblemCode.OUTCOME_UNKNOWN ? lower(code) : "service_unavailable";
            case INTERNAL -> "internal_error";
        };
    }

    static String sentence(ProblemCode.Kind kind) {
        return switch (kind) {
            case INVALID -> "The request was invalid";
            case UNAUTHENTICATED -> "Authentication failed";
            case FORBIDDEN -> "Not authorized for this action";
            case NOT_FOUND -> "The requested resource was not found";
            case CONFLICT -> "The request conflicts with the current state";
            case TOO_MANY -> "The rate limit was exceeded";
            case UPSTREAM -> "The service is temporarily unavailable";
            case INTERNAL -> "Internal server error";
        };
    }

    private static String lower(ProblemCode code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
