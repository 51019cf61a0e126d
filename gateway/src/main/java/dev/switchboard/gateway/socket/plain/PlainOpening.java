package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.gateway.participant.Seat;
import org.jspecify.annotations.Nullable;

/// What a handshake asks for.
///
/// @param since the last `seq` that the client has, when it resumes
/// @param page the site that the browser says it is on
record PlainOpening(
        Seat seat, @Nullable Long since, @Nullable Page page) {}
