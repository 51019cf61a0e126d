package dev.switchboard.embedded;

import org.jspecify.annotations.Nullable;

/// A server did not start. The message is one sentence for the person at the terminal, with what to do.
public final class ServerFailed extends RuntimeException {
    public ServerFailed(String message) {
        super(message);
    }

    public ServerFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
