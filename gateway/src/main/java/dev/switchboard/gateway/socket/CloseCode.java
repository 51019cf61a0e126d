package dev.switchboard.gateway.socket;

/// Why the server closes a socket (RFC 6455, 7.4, and 4401 of the plain protocol).
public enum CloseCode {
    NORMAL(1000, "bye"),
    GONE(1001, "no answer to pings"),
    REVOKED(1001, "the credential is no longer good"),
    PROTOCOL_ERROR(1002, "protocol error"),
    UNSUPPORTED(1003, "text frames only"),
    BAD_TEXT(1007, "text is not UTF-8"),
    POLICY(1008, "too many fragments"),
    SLOW(1008, "the message took too long"),
    TOO_LARGE(1009, "message too large"),
    FAILED(1011, "internal error"),
    RESTART(1012, "reconnect and resume"),
    UNAUTHENTICATED(4401, "authentication failed");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
