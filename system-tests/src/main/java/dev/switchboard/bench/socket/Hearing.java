package dev.switchboard.bench.socket;

/// Who is told of a wire's events, on the thread that turns its swarm.
interface Hearing {
    /// The server's word that the socket may be used.
    default void welcomed(Wire wire) {}

    /// A message as long as those that are measured; nobody looks into it.
    ///
    /// @param nth counted from 1 on this wire
    default void delivered(Wire wire, int nth) {}

    /// Any shorter text.
    default void text(Wire wire, String text) {}

    /// @param code the server's close code, the HTTP status of a refused upgrade, or 0 when the wire was cut
    default void closed(Wire wire, int code) {}
}
