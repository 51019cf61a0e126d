package dev.switchboard.emulators.fault;

import java.util.Map;

/// A refusal in the form of the provider that is played.
public final class EmulatedError extends RuntimeException {
    private final int status;
    private final transient Object body;
    private final transient Map<String, String> headers;

    public EmulatedError(int status, Object body) {
        this(status, body, Map.of());
    }

    public EmulatedError(int status, Object body, Map<String, String> headers) {
        super(status + " " + body, null, false, false);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    Object body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
