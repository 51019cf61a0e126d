package dev.switchboard.gateway.socket.engineio;

/// An answer on its way to a request.
final class Refusal extends RuntimeException {
    private final EngineError error;

    Refusal(EngineError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    EngineError error() {
        return error;
    }
}
