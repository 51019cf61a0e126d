package dev.switchboard.gateway.socket.plain;

import dev.switchboard.gateway.participant.Seat;
import org.jspecify.annotations.Nullable;

/// What the query of a handshake asks for.
///
/// @param since the last `seq` that the client has, when it resumes
record PlainOpening(Seat seat, @Nullable Long since) {}
