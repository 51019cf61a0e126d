package dev.switchboard.gateway.socket.phoenix;

import java.time.Instant;

/// From where on a joining client wants to be told.
sealed interface Since {
    /// For a client that has just opened its page: nothing of what was.
    Since NOW = new Position(Long.MAX_VALUE);

    /// After the last `seq` or `pos` that the client has.
    record Position(long last) implements Since {}

    /// After a moment, for a client that knows no positions.
    record Moment(Instant at) implements Since {}
}
