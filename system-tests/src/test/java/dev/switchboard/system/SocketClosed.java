package dev.switchboard.system;

/// The socket is gone, whoever closed it.
final class SocketClosed extends RuntimeException {
    SocketClosed(String message) {
        super(message);
    }
}
