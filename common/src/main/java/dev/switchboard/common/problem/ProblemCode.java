package dev.switchboard.common.problem;

import java.util.Locale;

/// Why something was refused: stable names for programs. The wire text is the kebab form, the upper- and lower-case
/// forms are those of the compatibility dialects.
public enum ProblemCode {
    INVALID_REQUEST(Kind.INVALID),
    PAYLOAD_TOO_LARGE(Kind.INVALID),
    UNSUPPORTED_MEDIA_TYPE(Kind.INVALID),
    METHOD_NOT_ALLOWED(Kind.INVALID),
    NOT_SUPPORTED(Kind.INVALID),
    MISSING_TENANT_ID(Kind.INVALID),
    UNAUTHENTICATED(Kind.UNAUTHENTICATED),
    INVALID_CREDENTIALS(Kind.UNAUTHENTICATED),
    MFA_REQUIRED(Kind.UNAUTHENTICATED),
    INVALID_API_KEY(Kind.UNAUTHENTICATED),
    INVALID_JWT_TOKEN(Kind.UNAUTHENTICATED),
    INVALID_SIGNATURE(Kind.UNAUTHENTICATED),
    FORBIDDEN(Kind.FORBIDDEN),
    ORIGIN_NOT_ALLOWED(Kind.FORBIDDEN),
    INSUFFICIENT_SCOPE(Kind.FORBIDDEN),
    NOT_FOUND(Kind.NOT_FOUND),
    CONVERSATION_NOT_FOUND(Kind.NOT_FOUND),
    SESSION_NOT_FOUND(Kind.NOT_FOUND),
    USER_NOT_FOUND(Kind.NOT_FOUND),
    CONFLICT(Kind.CONFLICT),
    MESSAGE_ID_REUSED(Kind.CONFLICT),
    /// What was asked for takes a model, and none is set up.
    MODEL_REQUIRED(Kind.CONFLICT),
    RATE_LIMIT_EXCEEDED(Kind.TOO_MANY),
    UPSTREAM_FAILED(Kind.UPSTREAM),
    UNAVAILABLE(Kind.UPSTREAM),
    OUTCOME_UNKNOWN(Kind.UPSTREAM),
    INTERNAL(Kind.INTERNAL);

    /// What kind of refusal it is: each wire has one status for each kind.
    public enum Kind {
        INVALID,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        TOO_MANY,
        UPSTREAM,
        INTERNAL
    }

    private final Kind kind;

    ProblemCode(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException for a text that is no code
    public static ProblemCode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
