package dev.switchboard.gateway.socket.phoenix;

/// How a client's place on a topic ended.
enum Ending {
    /// Its socket closed, or it joined again.
    LOST,
    /// It left of its own will.
    LEFT
}
