package dev.switchboard.visitor;

/// The socket is gone, whoever closed it.
public final class SocketClosed extends RuntimeException {
    public SocketClosed(String message) {
        super(message);
    }
}
