package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.common.contract.WireJson;

/// Why a request is refused. The client drops its session on any of these and begins a new one.
enum EngineError {
    UNKNOWN_TRANSPORT("Transport unknown"),
    UNKNOWN_SESSION("Session ID unknown"),
    BAD_METHOD("Bad handshake method"),
    BAD_REQUEST("Bad request"),
    FORBIDDEN("Forbidden"),
    UNSUPPORTED_VERSION("Unsupported protocol version");

    private final byte[] json;

    EngineError(String message) {
        this.json = WireJson.MAPPER.writeValueAsBytes(new Body(ordinal(), message));
    }

    private record Body(int code, String message) {}

    int status() {
        return this == FORBIDDEN ? 403 : 400;
    }

    byte[] json() {
        return json;
    }
}
